"""An edit that leaves a check of the project in place by name, and has it run nothing: `run: pytest` -> `run: 'true'`.

Only the files that say what a build or a commit must pass are looked at. Sources: the documentation of GitHub Actions,
GitLab CI, CircleCI, Azure Pipelines, Jenkins, npm, Make, tox and pre-commit.
"""

from commensurate.model.regex import regex

_SAYS_WHAT_MUST_PASS = regex(
    r"(?:.*/)?(?:\.github/(?:workflows|actions)/.+|\.gitlab-ci\.ya?ml|\.gitlab/.+\.ya?ml|\.circleci/.+|\.travis\.ya?ml|\.woodpecker\S*"
    r"|\.drone\.ya?ml|azure-pipelines\S*\.ya?ml|bitbucket-pipelines\.ya?ml|\.buildkite/.+|appveyor\.ya?ml|cloudbuild\.ya?ml"
    r"|Jenkinsfile\S*|package\.json|(?:GNU)?[Mm]akefile|justfile|Taskfile\.ya?ml|tox\.ini|noxfile\.py|\.pre-commit-config\.ya?ml"
    r"|\.husky/.+|lefthook\.ya?ml|\.git/hooks/.+)"
)
_NAMES = regex(r"^\s*(?:-\s+)?[\"']?[\w.:-]+[\"']?\s*:(?:\s+|$)|^[\w.-]+:\s*")
"""What stands before a colon names the step; what stands behind it is run."""
_CHECKS = regex(
    r"(?<![\w-])(?:(?:py|unit)?tests?|jest|vitest|mocha|ava|playwright|cypress|karma|rspec|phpunit|nosetests|tox|nox|ctest|lint\w*|eslint"
    r"|ruff|flake8|pylint|mypy|pyright|tsc|clippy|golangci-lint|vet|shellcheck|hadolint|audit|trivy|snyk|semgrep|codeql|gitleaks|bandit"
    r"|trufflehog|checkov|tfsec|sonar\S*|check|verify|validate|scan)(?![\w-])"
)
_NOTHING = regex(r"(?:^|[\s\"'=:;&|])(?:true|:|echo\b[^&|;]*|exit 0|noop|/bin/true)[\"',;\s]*$")


def disarms(path: str, old: str, new: str) -> bool:
    """True where the edit takes the check out of what is run and puts nothing, or what always succeeds, in its place."""
    if _SAYS_WHAT_MUST_PASS.fullmatch(path.replace("\\", "/")) is None:
        return False
    before, after = _run(old), _run(new)
    checked = any(_CHECKS.search(line) for line in before)
    if not checked or any(_CHECKS.search(line) for line in after if not _NOTHING.search(line)):
        return False
    return not "".join(after).strip() or any(_NOTHING.search(line) for line in after)


def _run(text: str) -> list[str]:
    """What each line has run, without the name of its step."""
    return [_NAMES.sub("", line, count=1).strip() for line in text[:20_000].splitlines()]
