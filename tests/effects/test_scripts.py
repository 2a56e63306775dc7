"""JavaScript, Perl, Ruby, PHP, Lua, AppleScript and R in, effects out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commensurate.effects.reading import Language, Scene
from commensurate.effects.scripts import read
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

SCENE = Scene(cwd="/work", home="/home/ada", roots=("/work",))
D, U, C = Operation.DELETE, Operation.UPDATE, Operation.CREATE
JS, PERL, RUBY, PHP, LUA, R = "javascript", "perl", "ruby", "php", "lua", "r"

INERT = [
    (JS, "console.log('rm -rf /')"),
    (JS, "// fs.unlinkSync('x')\nconst s = \"fs.unlinkSync('x')\"; console.log(s.length)"),
    (JS, "const x = [1, 2, 3].map(a => a * 2).filter(a => a > 2); console.log(x.join(','))"),
    (
        JS,
        "console.log(JSON.stringify(require('./package.json').version.split('.')))".replace(
            "require('./package.json')", "process"
        ),
    ),
    (JS, "const fs = require('fs'); console.log(fs.readFileSync('a.json', 'utf8'))"),
    (JS, "/rm -rf/.exec(s)"),
    (JS, "console.log(`a ${1 + 1} b`)"),
    (JS, "function f(a) { return a + 1 } console.log(f(2))"),
    (PERL, "print 'unlink(1)'; # system('rm')"),
    (PERL, "while (<>) { print if /CAFE/ }"),
    (PERL, "s/foo/bar/g"),
    (PERL, "y/a-z/A-Z/; print"),
    (PERL, "my @l = map { $_ * 2 } 1..10; print join(',', @l), \"\\n\""),
    (RUBY, "puts 'system(\"rm\")' # `rm`"),
    (RUBY, "[1, 2, 3].each { |x| puts x * 2 }"),
    (RUBY, "def foo\n  puts 1\nend\nfoo"),
    (RUBY, 'puts "#{1 + 1}"'),
    (PHP, "<?php echo date('Y'); // unlink('x')"),
    (PHP, "foreach ([1, 2] as $x) { echo strtoupper('a') . $x; }"),
    (LUA, "print('os.remove') -- os.remove('x')"),
    (R, "x <- c(1, 2); print(mean(x))"),
]


@pytest.mark.parametrize(("language", "text"), INERT)
def test_computing_and_printing_is_proven(language: str, text: str) -> None:
    """Strings, comments and known functions: understood in full, and nothing changes."""
    reading = read(text, SCENE, language)
    assert reading.coverage is Coverage.FULL, reading.notes
    assert not [effect for effect in reading.effects if effect.changes]
    assert not reading.nested


A = (D, "/work/a")
ACTS = [
    (JS, "require('fs').unlinkSync('a')", A),
    (JS, "require(\"fs\")[\"unlinkSync\"]('a')", A),
    (JS, "const fs = require('fs'); fs.rmSync('a', {recursive: true})", A),
    (JS, "const {rmSync: gone} = require('node:fs'); gone('a')", A),
    (JS, "import { rm } from 'fs/promises'; await rm('a')", A),
    (JS, "import * as f from 'fs'; f.unlinkSync('a')", A),
    (JS, "const rm = require('fs').rmSync; rm('a')", A),
    (JS, "require('fs').writeFileSync(process.env.HOME + '/.bashrc', 'x')", (U, "/home/ada/.bashrc")),
    (JS, "const path = require('path'), fs = require('fs'); fs.writeFileSync(path.join('/data', 'a'), 'x')", (U, "/data/a")),
    (JS, "console.log(`${require('fs').unlinkSync('a')}`)", A),
    (JS, "process.mainModule.require('fs').unlinkSync('a')", A),
    (JS, "Deno.removeSync('a')", A),
    (PERL, "unlink 'a'", A),
    (PERL, 'unlink("\\x{61}")', A),
    (PERL, "use File::Path; rmtree('a')", A),
    (PERL, "open(F, '>', 'a')", (U, "/work/a")),
    (PERL, "open(F, '>a')", (U, "/work/a")),
    (RUBY, "File.delete('a')", A),
    (RUBY, "File.delete 'a'", A),
    (RUBY, "require 'fileutils'; FileUtils.rm_rf('a')", A),
    (RUBY, "File.open('a', 'w') { |f| f.write('x') }", (U, "/work/a")),
    (RUBY, "File.send(:delete, 'a')", A),
    (RUBY, "puts \"#{File.delete('a')}\"", A),
    (PHP, "unlink('a');", A),
    (PHP, "call_user_func('unlink', 'a');", A),
    (PHP, "$f = 'unlink'; $f('a');", A),
    (PHP, "array_map('unlink', ['a']);", A),
    (PHP, "file_put_contents('a', 'x');", (U, "/work/a")),
    (LUA, "os.remove('a')", A),
    (R, "unlink('a', recursive = TRUE)", A),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "effect"), ACTS)
def test_acts_on_files_are_told(language: str, text: str, effect: tuple[str, str]) -> None:
    """Whatever way the function is reached and the path is put together."""
    assert effect in {(e.operation, e.resource.name) for e in read(text, SCENE, language).effects}


RM = "rm -rf /srv"
CARRIED = [
    (JS, "require('child_process').execSync('rm -rf /srv')", Language.SHELL, RM),
    (JS, "const cp = require('child_process'); cp.exec('rm -rf /srv')", Language.SHELL, RM),
    (JS, "const {spawn} = require('child_process'); spawn('rm', ['-rf', '/srv'])", Language.SHELL, RM),
    (JS, "await $`rm -rf /srv`", Language.SHELL, RM),
    (JS, "await prisma.$executeRawUnsafe('DROP TABLE users')", Language.SQL, "DROP TABLE users"),
    (JS, "pool.query('DELETE FROM users')", Language.SQL, "DELETE FROM users"),
    (JS, "eval(\"require('fs').unlinkSync('a')\")", Language.JAVASCRIPT, "require('fs').unlinkSync('a')"),
    (PERL, "system('rm -rf /srv')", Language.SHELL, RM),
    (PERL, "system 'rm', '-rf', '/srv'", Language.SHELL, RM),
    (PERL, "`rm -rf /srv`", Language.SHELL, RM),
    (PERL, "my $x = qx{rm -rf /srv}", Language.SHELL, RM),
    (PERL, "$dbh->do('DROP TABLE users')", Language.SQL, "DROP TABLE users"),
    (RUBY, "`rm -rf /srv`", Language.SHELL, RM),
    (RUBY, "%x(rm -rf /srv)", Language.SHELL, RM),
    (RUBY, "system 'rm', '-rf', '/srv'", Language.SHELL, RM),
    (RUBY, "Object.send(:system, 'rm -rf /srv')", Language.SHELL, RM),
    (RUBY, "ActiveRecord::Base.connection.execute('DROP TABLE users')", Language.SQL, "DROP TABLE users"),
    (PHP, "shell_exec('rm -rf /srv');", Language.SHELL, RM),
    (PHP, "`rm -rf /srv`;", Language.SHELL, RM),
    (PHP, "$pdo->exec('DELETE FROM users');", Language.SQL, "DELETE FROM users"),
    (PHP, "DB::statement('DROP TABLE users');", Language.SQL, "DROP TABLE users"),
    (LUA, "os.execute('rm -rf /srv')", Language.SHELL, RM),
    ("applescript", 'do shell script "rm -rf /srv"', Language.SHELL, RM),
]


@pytest.mark.parametrize(("language", "text", "carried", "inner"), CARRIED)
def test_what_a_script_hands_on_is_handed_on(language: str, text: str, carried: Language, inner: str) -> None:
    """Lines for the shell and statements for databases go to their own readers."""
    nested = [
        (n.language, n.text if n.text is not None else " ".join(w.text for w in n.words))
        for n in read(text, SCENE, language).nested
    ]
    assert nested == [(carried, inner)]


ROWS = [
    (JS, "await prisma.user.deleteMany({})", True),
    (JS, "await User.deleteMany({ status: 'x' })", False),
    (RUBY, "User.delete_all", True),
    (RUBY, "User.where(active: false).destroy_all", False),
    (PHP, "User::truncate();", True),
    (PHP, "DB::table('users')->truncate();", True),
]


@pytest.mark.parametrize(("language", "text", "unbounded"), ROWS)
def test_object_mappers_delete_rows(language: str, text: str, unbounded: bool) -> None:
    """Without a condition every row goes."""
    (effect,) = read(text, SCENE, language).effects
    assert (effect.operation, effect.resource.kind) == (D, ResourceKind.ROW)
    assert (Trait.UNBOUNDED in effect.traits) is unbounded


OPAQUE = [
    (JS, "eval(code)"),
    (JS, "require(name)"),
    (JS, "fs[method]('a')"),
    (JS, "new Function(code)()"),
    (JS, "(0, eval)(code)"),
    (JS, "'x'.constructor.constructor('return process')()"),
    (JS, "require('child_process').execSync(command)"),
    (PERL, "eval $code"),
    (PERL, "&$f('a')"),
    (PERL, "s/(.+)/system($1)/e"),
    (PERL, "system($command)"),
    (RUBY, "eval(code)"),
    (RUBY, "Object.send(name, 'a')"),
    (PHP, "eval($code);"),
    (PHP, "$f = $_GET['f']; $f('a');"),
    (PHP, "unserialize($data);"),
    (LUA, "load(code)()"),
    ("cobol", "DISPLAY 'x'"),
]


@pytest.mark.parametrize(("language", "text"), OPAQUE)
def test_code_out_of_view_is_opaque(language: str, text: str) -> None:
    """What is put together when it runs is never safe."""
    assert read(text, SCENE, language).coverage is Coverage.OPAQUE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (JS, "nuke()"),
        (JS, "require('nuke-all').run()"),
        (PERL, "nuke()"),
        (RUBY, "nuke_everything"),
        (PHP, "nuke();"),
        (PHP, "include 'x.php';"),
        (LUA, "nuke()"),
    ],
)
def test_unknown_calls_are_not_proven(language: str, text: str) -> None:
    """A function that nobody knows is neither safe nor forbidden."""
    assert read(text, SCENE, language).coverage is not Coverage.FULL


PIECES = st.sampled_from(
    ["require('fs')", ".rmSync", "(", ")", "'a'", '"', "`", "${", "}", "{", "[", "]", "\n", "unlink ", "system ", "/", "#{", "<<EOF", "EOF", "%x(", "q{",
     "qw(", "eval", "=", "$x", "@x", ".", "->", "::", ",", ";", "//", "/*", "*/", "#", "--", "[[", "s/", "=~", "\\", "\x00", "é", "<?php", "new ", "tell "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([JS, PERL, RUBY, PHP, LUA, R, "applescript"]), st.lists(PIECES, max_size=40).map("".join))
def test_no_text_breaks_the_reader(language: str, text: str) -> None:
    """Any text has a reading."""
    assert read(text, SCENE, language) is not None


@pytest.mark.parametrize(
    ("language", "text"), [(RUBY, "rm -rf /srv"), (PERL, "rm -rf /srv"), ("python", "rm -rf /srv")]
)
def test_a_line_for_the_shell_where_code_is_meant_is_read_as_one(language: str, text: str) -> None:
    """`ruby -e 'rm -rf /'` fails, and whoever writes it means the shell."""
    reading = read(text, SCENE, language)
    assert reading.coverage is Coverage.OPAQUE
    assert text in {nested.text for nested in reading.nested}


def test_r_writes_where_its_second_argument_says() -> None:
    """writeLines(text, file); without a file it prints."""
    assert (U, "/work/a") in {(e.operation, e.resource.name) for e in read("writeLines('x', 'a')", SCENE, R).effects}
    assert (U, "/work/a") in {
        (e.operation, e.resource.name) for e in read("write.csv(d, file = 'a')", SCENE, R).effects
    }
    assert not read("writeLines('x')", SCENE, R).effects


def test_code_out_of_view_touches_the_secrets_that_it_names() -> None:
    """Where a member that is computed is called, the places in its literals count as touched."""
    reading = read("fs[m]('/home/ada/.ssh/id_rsa')", SCENE, JS)
    assert ResourceKind.SECRET in {effect.resource.kind for effect in reading.effects}


@pytest.mark.parametrize("language", [JS, PERL, RUBY, PHP, LUA, R])
@pytest.mark.parametrize(
    "piece", ["f(", "a.b(", "x=", "\\'", "`", "${", "[a", "s/", "unlink ", "#{", "<<EOF\n", "1+", "/*", "'"]
)
def test_long_and_deep_texts_are_given_up_not_chased(language: str, piece: str) -> None:
    """64 KB of anything has a reading, and soon."""
    assert read(piece * (64_000 // len(piece)), SCENE, language) is not None


def test_mail_sent_in_a_loop_has_no_bound() -> None:
    """One call, and as many letters as there are guests."""
    text = "for (const guest of guests) { await resend.emails.send({ to: guest.mail }) }"
    assert any(Trait.UNBOUNDED in e.traits for e in read(text, SCENE, JS).effects)
