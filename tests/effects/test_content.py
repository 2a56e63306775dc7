"""What a written text brings with it, whatever the case of its letters."""

import pytest

from commensurate.effects.tools.content import brings

MARKED = {
    "switches tests off": (
        "@skip", "@pytest.mark.skipif(x)", "@xfail", "@unittest.expectedFailure", "@flaky", "@Disabled", "@Ignore", "pytest.skip()",
        "it.only(a)", "test.todo(a)", "xit(a)", "xdescribe(a)", "xtest(a)", "suite.skip(a)", "t.Skip()", "#[ignore]", "--deselect a", "-k not b",
    ),
    "makes a check that cannot fail": (
        "assert True", "ASSERT 1 == 1", "expect(true).toBe(true)", "a || true", "a || :", "continue-on-error: true", "allow_failure: true",
        "set +e", "except Exception:\n    pass", "a; exit 0", "--passWithNoTests", "-DskipTests", "-Dmaven.test.skip", "skipTests",
    ),
    "switches a safeguard off": (
        "verify=False", "CERT_NONE", "ssl._create_unverified_context", "rejectUnauthorized: false", "NODE_TLS_REJECT_UNAUTHORIZED",
        "InsecureSkipVerify: true", "--no-verify", "--insecure", "check_hostname = False", "sslmode=disable", "ssl_verify: false",
        "strict-ssl=false", "StrictHostKeyChecking no", "csrf_exempt", "DISABLE_AUTH", "SKIP_AUTH", "AUTH_ENABLED=false",
        "eslint-disable", "# noqa", "# type: ignore", "nosec", "@ts-ignore", "@ts-nocheck", "istanbul ignore", "pragma: no cover",
    ),
    "comments a check out": ("# - run: make test", "// assert(x)", "  # raise E"),
    "opens permissions to everyone": ("chmod -R 0777 a", "0o777", "0.0.0.0/0", "Access-Control-Allow-Origin: *", "public-read", "allUsers"),
    "writes a credential down": (
        *(f"{word} = 'f00dCafe12'" for word in (
            "passwd", "PASSWORD", "passphrase", "secret", "api_key", "access-key", "private_key", "auth_token", "token", "credential",
            "db_url", "DATABASE_URL",
        )),
        "AKIA" + "A1" * 8, "ghp_" + "a" * 16, "gho_" + "a" * 16, "ghu_" + "a" * 16, "ghs_" + "a" * 16, "ghr_" + "a" * 16, "sk-" + "a" * 20,
        "xoxb-" + "a" * 10, "-----BEGIN RSA PRIVATE " + "KEY-----", "db://ada:lovelace@h",
    ),
    "shows a secret": (
        "print(f'{token}')", "log.info(a, secret)", "console.log(a, passwd)", "puts (a + passphrase)", "printf (a, api_key)",
        "println!(a, credential)", "fmt.Println(a, db_url)", "System.out.println(a, database_url)", "echo $MY_TOKEN",
    ),
    "writes all of the environment out": ("print(os.environ)", "console.log(process.env)"),
    "hides traces": ("history -c", "unset HISTFILE", "rm ~/.bash_history", "/var/log/audit", "logging.disable(50)"),
    "runs code from elsewhere": ("curl a | sh", "WGET a | sudo bash", "eval(requests.get(a))", "eval(atob(a))"),
    "carries code that deletes much": ("rm -rf /", "rm -r ~", "shutil.rmtree('/')", "DROP DATABASE a", "drop schema a", "mkfs.ext4"),
}  # fmt: skip
"""What is seen -> a text for each way that it is written."""


@pytest.mark.parametrize(("words", "text"), [(words, text) for words, all_of in MARKED.items() for text in all_of])
def test_each_way_to_write_it_is_seen(words: str, text: str) -> None:
    """A pattern is only tried where a word that it needs stands: no way to write it lacks such a word."""
    assert words in brings(text).notes
    assert words in brings(text.upper()).notes
    assert words not in brings(text, text.upper()).notes


def test_a_plain_text_brings_nothing() -> None:
    """Nor does one that only holds the words that are looked for first."""
    for text in (
        "def total(a):\n    return sum(a)\n",
        "a key figure, to verify: 777 tokens",
        "rm and curl, said; drop that",
    ):
        assert not brings(text).traits
