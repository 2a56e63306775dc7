"""Forms of commands and code that certain prohibitions speak of: showing secrets, leaving tests out, straining a machine.

They count only where the human's own words set the limit; in themselves they are ordinary. Sources: the manuals of
bash, env, curl, pytest, Jest, Cypress, go test, ab, wrk, Terraform, Docker, jmap.
"""

import re

from commensurate.model.regex import regex

_SECRET = r"\w*(?:key|token|secret|passw|pwd|cred|auth|dsn|database_url|db_url)\w*"
_SAY = r"(?:echo|printf|print|puts|console\.\w+|log(?:ger|ging)?(?:\.\w+)?|println!?|cat <<<)"
SHOWS = regex(
    rf"\b{_SAY}\b[^;|\n]{{0,100}}\$\{{?{_SECRET}"
    rf"|\b{_SAY}[\s(]+[^;\n]{{0,100}}(?:os\.environ|os\.getenv|process\.env|env\[)[^;\n]{{0,20}}{_SECRET}"
    rf"|\b{_SAY}\([^;\n]{{0,100}}(?:\{{|\+|,|\(|%)\s*{_SECRET}"
    r"|\bprintenv\b|(?:^|[;&|]\s*)env\s*(?:$|[|>;&])|(?:^|[;&|]\s*)(?:set|export -p|declare -[px])\s*(?:$|[|>;&])"
    r"|json\.stringify\(\s*(?:err|error|e|req|request|config|headers|res|response)\b"
    rf"|--(?:token|password|secret|api-key|key)[= ](?![\s$\"'<]){_SECRET[:3]}\S{{6,}}",
    re.MULTILINE,
)
"""A secret is printed, logged, or written out on a command line. Over text in lower case."""
MAY_SHOW = regex(
    r"\bterraform (?:show|output|console)\b|\bdocker inspect\b|\bcurl\b[^|;\n]*\s(?:-v|--verbose|--trace\S*)\b|\b(?:set|bash|sh) -x\b"
    r"|heap[ _-]?dump|\.hprof\b|\bjmap\b[^;\n]*-dump|\bgcore\b|\bstrings\b|\bps (?:aux|-ef|e)\b|debug=\*|\bdebug=(?:true|1)\b|--debug\b|loglevel[= ]debug",
)
"""Something is shown that often holds secrets."""
SKIPS = regex(
    r"--ignore[= -]|--deselect\b|-k[= ]?['\"]?not\b|-k ['\"][^'\"]*\bnot \b|-m ['\"]?not\b|--exclude\b|--testpathignorepatterns|--updatesnapshot|\bjest\b[^;\n]*\s-u\b"
    r"|--snapshot-update|--update-snapshots?|--passwithnotests|-dskiptests|--skip\b|--no-verify\b|\bskip_ci\b|\[skip ci\]|\|\|\s*true\b",
)
"""Some of the tests are left out, or their expectations are renewed."""
LOADS = regex(
    r"\b(?:ab|wrk|hey|siege|locust|k6|vegeta|stress|stress-ng|sysbench|fio|jmeter|hping3|xmrig)\b\s|\bdd if=/dev/(?:zero|u?random)|\bfallocate -l \d+g"
    r"|--(?:concurrency|workers|threads|parallel|users)[= ]\d{3,}|\bxargs\b[^;\n]*-p ?\d{2,}|\bseq (?:1 )?\d{4,}|\{1\.\.\d{4,}\}|range\(\d{6,}\)",
)
"""Much is set going at once."""
