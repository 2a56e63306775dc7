"""Build, test, lint and format tools: they run or rewrite the project's own code.

Sources: the manuals of GNU make, CMake, Ninja, just, Task, invoke, tox, nox, pytest, coverage, Jest, Vitest, Mocha,
Playwright, Cypress, ESLint, Prettier, Ruff, Black, mypy, tsc, Vite, webpack, Rollup, esbuild, Turborepo, Nx, Lerna,
rubocop, RSpec, PHPUnit, golangci-lint, pre-commit, gcc and clang, strip and objcopy.
"""

import re

from commensurate.effects.code_unseen import fed, unresolved
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading, place_of, resolve
from commensurate.effects.project_code import project_code
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.serving import served
from commensurate.effects.table import (
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    read,
    reads,
    sends,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

FILE = ResourceKind.FILE
_PRINTS = (
    "--help",
    "--version",
    "-V",
    "-h",
    "--list",
    "--summary",
    "--dry-run",
    "--just-print",
    "--recon",
    "--question",
    "--collect-only",
    "--co",
    "--show-config",
    "--markers",
    "--fixtures",
)


def _make(command: Command) -> Reading:
    """`make TARGET VAR=value`: the Makefile decides; `-n` only prints, `--eval` carries its own text."""
    options = split(
        command.arguments,
        (
            "-C",
            "-f",
            "-I",
            "-j",
            "-l",
            "-o",
            "-W",
            "-E",
            "--directory",
            "--file",
            "--makefile",
            "--eval",
            "--old-file",
            "--what-if",
            "--jobs",
        ),
    )
    if options.has("-n", "-q", *_PRINTS):
        return NOTHING
    told = _rules(options, command)
    if told is not None:
        return told
    targets = [word.text for word in options.positionals if "=" not in word.text]
    values = [word.text for word in options.positionals if "=" in word.text]
    found = project_code(" ".join([*targets, *values]) or "all", command)
    for word in options.positionals:
        name, _, value = word.text.partition("=")
        if name == "SHELL" and " " in value.strip():
            found += Reading(nested=(Nested(Language.SHELL, command.scene, value),))
        elif name in ("SHELL", "CC", "CXX", "LD", ".SHELLFLAGS") and _STRANGE.match(value):
            found += unresolved(value, command.scene, command.evidence)
    return found


_STRANGE = regex(r"(?:(?:/var|/private)?/tmp|/dev/shm)/")
_RECIPE = regex(r"^\t[@+-]*(.+)$|^[^\t#\n=]*?:(?!=)[^;\n]*;\s*[@+-]*(.+)$|\$\(shell\s+([^()]*)\)", re.MULTILINE)
_VARIABLE = regex(r"\$\(([A-Za-z_]\w*)\)|\$\$")


def recipes(text: str) -> tuple[str, ...]:
    """The lines for the shell in a Makefile, make's own variables written as the shell's."""
    lines = [next(filter(None, found.groups()), "") for found in _RECIPE.finditer(text)]
    return tuple(_VARIABLE.sub(lambda v: f"${{{v[1]}}}" if v[1] else "$", line) for line in lines if line)


def _rules(options: Options, command: Command) -> Reading | None:
    """The recipes that the line itself gives to make: by `--eval`, on standard input, in a file that it wrote."""
    given = options.flags.get("-E", ()) + options.flags.get("--eval", ())
    texts = [word.text for word in given]
    files = [w for n in ("-f", "--file", "--makefile") for w in options.flags.get(n, ())]
    for word in files or (Word("Makefile"), Word("makefile"), Word("GNUmakefile")):
        if word.text in ("-", "/dev/stdin"):
            if command.stdin is None or command.stdin.text is None:
                return fed("make", command.stdin, command.scene, command.evidence)
            texts.append(command.stdin.text)
        else:
            texts.append(command.scene.files.get(resolve(word, command.scene) or "") or "")
    lines = [line for text in texts for line in recipes(text)]
    if not lines:
        return None
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, line) for line in lines))


def _runner(values: str, *, inert: str = "", listing: str = "") -> Usage:
    """A program whose positionals are targets of the project."""

    def reader(command: Command) -> Reading:
        options = split(command.arguments, values.split())
        if options.has(*_PRINTS, *inert.split()) or (
            listing and options.positionals[:1] and options.positionals[0].text in listing.split()
        ):
            return NOTHING
        behind = next((i for i, word in enumerate(command.words) if word.text == "--"), 0)
        if behind and options.positionals[:1] and (options.positionals[0].text == "exec" or command.program == "fab"):
            return Reading(nested=(Nested(Language.SHELL, command.scene, words=command.words[behind + 1 :]),))
        found = project_code(" ".join(word.text for word in options.positionals[:6]), command)
        publishes = command.program == "lerna" and options.positionals[:1] and options.positionals[0].text == "publish"
        return found + (read(_PUBLISHES, command) if publishes else NOTHING)

    return Usage(reader=reader)


_PUBLISHES = use(sends(ResourceKind.RELEASE, "=packages", IRREVERSIBLE, SEVERAL, Trait.PUBLIC))
_JAVA = _runner(
    "-cp -classpath --class-path -jar -p --module-path -m --add-modules -agentpath -javaagent",
    inert="-version --version -help -h",
)


def _java(command: Command) -> Reading:
    """`java -jar jenkins-cli.jar …` is the Jenkins CLI; any other program is the project's."""
    words = command.arguments
    jar = next((i + 1 for i, word in enumerate(words[:-1]) if word.text == "-jar"), None)
    if jar is not None and words[jar].text.endswith("jenkins-cli.jar"):
        inner = (Word("jenkins-cli"), *words[jar + 1 :])
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=inner, stdin=command.stdin),))
    if jar is not None and place_of(words[jar], command.scene).traits & {Trait.TEMPORARY, Trait.OUTSIDE}:
        return read_script(words[jar], command.scene, command.evidence).reading
    return read(_JAVA, command)


_DEBUGGER = use(
    updates(ResourceKind.PROCESS, "args", REVERSIBLE, SEVERAL),
    values="-o -p -x -ex -iex -s -S --eval-command --command --one-line -O",
)
_TOLD_DEBUGGER = regex(r"\s*(?:(?:platform\s+)?shell\s+|!|pipe\s+.*\|)\s*(.+)")


def _debugger(command: Command) -> Reading:
    """What gdb and lldb are told to do first: `shell …` and `!…` are commands of the shell, `python …` is Python."""
    options = split(command.arguments, _DEBUGGER.values, single_dash_long=True)
    found = read(_DEBUGGER, command)
    for name in ("-ex", "-iex", "--eval-command", "-o", "-O", "--one-line"):
        for word in options.flags.get(name, ()):
            shell = _TOLD_DEBUGGER.fullmatch(word.text)
            if shell is not None:
                found += Reading(nested=(Nested(Language.SHELL, command.scene, shell[1]),))
            elif word.text.startswith(("python ", "py ", "script ")):
                found += Reading(nested=(Nested(Language.PYTHON, command.scene, word.text.partition(" ")[2]),))
    return found


def _serves(command: Command) -> Reading:
    """A folder for whoever asks."""
    options = split(
        command.arguments, ("-p", "--port", "-a", "-l", "--listen", "-c", "-P", "--proxy", "-C", "-K", "-d")
    )
    return served(options.positionals[0] if options.positionals else Word("."), command)


def _checker(changing: str, *, inert: str = "", values: str = "", words: str = "") -> Usage:
    """Reads the project; with one of `changing` (or after one of `words`) it rewrites its files."""

    def reader(command: Command) -> Reading:
        options = split(command.arguments, values.split())
        first = options.positionals[0].text if options.positionals else ""
        files = options.positionals[1:] if first in (*words.split(), *_CHECK_WORDS) else options.positionals
        if (options.has(*changing.split()) or first in words.split()) and not options.has(
            *inert.split(), "--check", "--diff", "--dry-run", *_PRINTS
        ):
            return file_reading(Operation.UPDATE, files or (Word("."),), command)
        return file_reading(Operation.READ, files, command)

    return Usage(reader=reader)


_CHECK_WORDS = ("check", "lint", "ci", "rule", "config", "linter", "version", "explain")


def _always_formats(inert: str, values: str = "") -> Usage:
    """Rewrites the files that it is given, unless told only to check."""

    def reader(command: Command) -> Reading:
        options = split(command.arguments, values.split())
        if options.has(*_PRINTS):
            return NOTHING
        operation = Operation.READ if options.has(*inert.split()) else Operation.UPDATE
        return file_reading(operation, options.positionals, command)

    return Usage(reader=reader)


def _compiler(command: Command) -> Reading:
    """Gcc and its like: sources are read, `-o` (a.out without) is written; a plugin or wrapper runs."""
    options = split(
        command.arguments,
        (
            "-o",
            "-I",
            "-L",
            "-x",
            "-include",
            "-isystem",
            "-MF",
            "-MT",
            "-D",
            "-U",
            "-std",
            "-T",
            "-Xlinker",
            "-arch",
            "-target",
        ),
        single_dash_long=True,
    )
    if options.has(
        "--version",
        "--help",
        "-v",
        "-dumpversion",
        "-dumpmachine",
        "-print-search-dirs",
        "-E",
        "-fsyntax-only",
        "-M",
        "-MM",
        "--target-help",
    ):
        return file_reading(Operation.READ, options.positionals, command)
    target = options.flags.get("-o", ()) or (Word("a.out"),)
    found = file_reading(Operation.READ, options.positionals, command) + file_reading(Operation.UPDATE, target, command)
    if any(name.startswith(("-wrapper", "-fplugin", "--plugin", "-B")) for name in options.flags):
        found += Reading(coverage=Coverage.OPAQUE, notes=("compiler: a plugin runs",))
    return found


def _cmake(command: Command) -> Reading:
    """Cmake configures by running the project's CMakeLists; `-E` is a toolbox of file commands."""
    words = command.arguments
    if words[:1] and words[0].text == "-E":
        tool = {
            "remove": "rm",
            "rm": "rm",
            "remove_directory": "rm -r",
            "rename": "mv",
            "copy": "cp",
            "copy_directory": "cp -r",
            "touch": "touch",
            "make_directory": "mkdir",
            "env": "env",
            "cat": "cat",
            "echo": "echo",
            "create_symlink": "ln -s",
        }
        known = tool.get(words[1].text if len(words) > 1 else "")
        if known is None:
            return Reading(coverage=Coverage.PARTIAL)
        carried = (*(Word(part) for part in known.split()), *words[2:])
        return Reading(nested=(Nested(Language.SHELL, command.scene, words=carried),))
    options = split(
        words,
        (
            "-S",
            "-B",
            "-G",
            "-D",
            "-T",
            "-A",
            "--build",
            "--target",
            "-t",
            "--install",
            "--prefix",
            "-C",
            "-P",
            "--config",
            "-j",
        ),
        single_dash_long=True,
    )
    if options.has(*_PRINTS, "-N", "-L", "-LA"):
        return NOTHING
    return project_code(
        options.value("--target", "-t") or options.value("--build", "-P", "--install") or "configure", command
    )


_TESTS = "-k -m -n -p -c -o --rootdir --tb --maxfail --cov --junitxml --timeout --durations -W --ignore --testNamePattern -t --config --project --reporter --grep --spec -f -e -s --session --workers --shard --browser -r --tag -x"

PROGRAMS = each(
    {
        "make gmake mingw32-make bmake": Usage(reader=_make),
        "cmake": Usage(reader=_cmake),
        "ninja meson samu scons waf xmake tup b2 bjam ctest cpack autoreconf autoconf automake configure": _runner("-C -f -j -k -d -t", inert="-n"),
        "just": _runner("-f --justfile -d --working-directory --set --shell", inert="-l -n --dump --evaluate --variables --show -s"),
        "task go-task": _runner("-d --dir -t --taskfile -C -o", inert="-l -a --list-all --status -n --dry"),
        "invoke inv fab doit grunt gulp jake lerna moon earthly dagger mage pybuilder pyb": _runner("-f --file -c --collection -H --hosts -p", inert="-l --tasks -T --tasks-json", listing="list ls help"),
        "turbo nx lage": _runner("--filter -F --projects -p --cache-dir --target -t", inert="--dry", listing="list ls graph show report help query config affected:graph print-affected login-status"),
        "tox nox pytest py.test unittest nose2 green ward stestr robot behave lettuce coverage hypothesis locust": _runner(_TESTS, inert="-l --list-sessions --listenvs -a", listing="report list erase html xml json combine"),
        "jest vitest mocha ava tap jasmine karma cypress playwright wdio testcafe nyc c8 uvu qunit storybook web-test-runner": _runner(_TESTS, inert="--listTests --showConfig", listing="show-report verify info"),
        "rspec cucumber minitest phpunit pest codecept behat bats shunit2 busted k6 artillery gotestsum ginkgo newman": _runner(_TESTS, listing="help"),
        "vite webpack rollup parcel esbuild swc tsup ng next nuxt nuxi gatsby astro remix svelte-kit vue-cli-service react-scripts craco expo ember quasar eleventy hugo jekyll mkdocs sphinx-build docusaurus gitbook vuepress vitepress tauri electron-builder electron-forge metro babel tsup snowpack brunch wp-scripts": _runner(
            "-c --config -p --port --host -o --outdir --mode -d --outfile --entry --platform --format --target", listing="info inspect help list version telemetry doctor"
        ),
        "tsc vue-tsc tsgo": use(case(reads(FILE, "args"), when="--noEmit --showConfig --listFiles --listFilesOnly --init_ -v -h --all"), case(creates(FILE, "=tsconfig.json"), when="--init"), creates(FILE, "=dist"), values="-p --project --outDir --outFile --target --module --lib -t -m"),
        "eslint stylelint standard xo tslint oxlint jshint rubocop standardrb rails_best_practices reek phpcs phpstan psalm golangci-lint staticcheck revive swiftlint ktlint detekt scalafix hlint credo markdownlint-cli2 remark textlint cfn-lint tflint checkov tfsec trivy semgrep bandit safety flake8 pylint pyright basedpyright mypy dmypy pyre pytype ty pydocstyle pycodestyle vulture radon xenon interrogate sqlfluff actionlint commitlint knip depcheck ts-prune madge license-checker size-limit bundlewatch lighthouse pa11y cspell write-good doc8 rstcheck twine_check check-manifest pip-audit cargo-audit govulncheck osv-scanner grype syft gitleaks trufflehog detect-secrets kube-linter kubeconform kubeval conftest spectral redocly buf": _checker(
            "--fix -a -A --autocorrect --auto-correct --autocorrect-all --fix-dry-run_ --write -i --in-place --add-noqa --fix-all", values="-c --config --config-file --ext --format -f --rulesdir --ignore-path -p --project --select --ignore -n", words="fix",
        ),
        "ruff": _checker("--fix --unsafe-fixes --add-noqa --fix-only", values="--config --select --ignore --extend-select --line-length --target-version --output-format", words="format clean"),
        "biome rome deno_fmt": _checker("--write --apply --apply-unsafe --fix --unsafe", values="--config-path", words="migrate init"),
        "prettier prettierd dprint": _checker("--write -w", values="--config --parser --ignore-path", inert="-l -c", words="fmt"),
        "black yapf autopep8 isort autoflake pyupgrade djhtml docformatter ssort add-trailing-comma": _always_formats("--check --diff -c --check-only -d -q_", "-l --line-length -t --target-version --config"),
        "rustfmt gofmt goimports gofumpt clang-format shfmt taplo stylua scalafmt google-java-format csharpier fantomas ocamlformat mix_format swiftformat cmake-format nixfmt alejandra nixpkgs-fmt terraform-fmt latexindent xmlformat": _checker("-w -i --write --in-place --inplace --replace", values="-c --config --style", inert="-d -l -n", words="format"),
        "pre-commit lefthook husky lint-staged overcommit": use(
            case(reads(), first="validate-config validate-manifest help sample-config dump"), case(creates(ResourceKind.SETTING, "=git hooks", REVERSIBLE, ONE, Trait.PERSISTENT), first="install init-templatedir install-hooks add set init"),
            case(deletes(ResourceKind.SETTING, "=git hooks", REVERSIBLE, ONE, Trait.BYPASS), first="uninstall"), case(deletes(ResourceKind.CACHE, "=hooks", REVERSIBLE), first="clean gc"), updates(FILE, "=."),
        ),
        "gcc g++ cc c++ clang clang++ c99 c89 tcc icc nvcc gfortran rustc javac kotlinc scalac ghc ocamlc ocamlopt ld lld gold as nasm yasm gnatmake dmd ldc2 swiftc zig_cc emcc fpc mcs csc valac protoc flex bison yacc lex m4": Usage(reader=_compiler),
        "strip": use(case(reads(FILE, "args"), creates(FILE, "-o"), when="-o"), updates(FILE, "args", REVERSIBLE, ONE, Trait.OVERWRITES), values="-o -R -K -N"),
        "objcopy": use(reads(FILE, "first"), updates(FILE, "last", REVERSIBLE, ONE, Trait.OVERWRITES), values="-I -O -B -j -R --add-section --set-section-flags"),
        "ar": use(case(reads(FILE, "rest"), first="t p tv x tO"), updates(FILE, "second")),
        "ranlib install_name_tool codesign_allocate lipo patchelf chrpath": use(case(reads(FILE, "args"), when="-info -archs -detailed_info --print-rpath --print-interpreter --print-needed -l"), updates(FILE, "last"), single_dash_long=True, values="--set-rpath --set-interpreter --add-needed --remove-needed"),
        "jar": use(case(reads(FILE, "args"), first="tf tvf"), case(reads(FILE, "args"), when="-t --list -tf"), creates(FILE, "second")),
        "uic moc rcc": use(updates(ResourceKind.PROCESS, "args", REVERSIBLE, SEVERAL), values="-o -p -x"),
        "gdb lldb cgdb": Usage(reader=_debugger),
        "java javaw": Usage(reader=_java),
        "http-server serve": Usage(reader=_serves),
        "live-server browser-sync json-server mockoon-cli gunicorn uvicorn hypercorn daphne waitress-serve puma unicorn thin streamlit gradio jupyter jupyter-lab jupyter-notebook      php-fpm": _runner("-p --port -h --host -b --bind -w --workers -c --config -a"),
    }
)  # fmt: skip
