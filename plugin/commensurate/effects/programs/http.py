"""Programs that make HTTP requests: curl, wget, HTTPie, xh, aria2c, load generators. Sources: their manual pages
(curl 8.11, Wget 1.25, HTTPie 3.2, xh 0.23, aria2 1.37, ab 2.4, hey, wrk, grpcurl 1.9).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commensurate.effects.http import request_effects
from commensurate.effects.options import Options, names, split
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Command, Reading, Word, opaque
from commensurate.effects.table import Usage, unknown
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Reversibility, Trait
from commensurate.model.regex import regex

_CURL = names("""
    -A -b -c -C -d -D -e -E -F -H -h -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --abstract-unix-socket
    --alt-svc --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config --connect-timeout --connect-to
    --continue-at --cookie --cookie-jar --create-file-mode --crlfile --curves --data --data-ascii --data-binary
    --data-raw --data-urlencode --delegation --dns-interface --dns-ipv4-addr --dns-ipv6-addr --dns-servers
    --doh-url --dump-header --egd-file --engine --etag-compare --etag-save --expect100-timeout --form
    --form-string --ftp-account --ftp-alternative-to-user --ftp-method --ftp-port --ftp-ssl-ccc-mode
    --happy-eyeballs-timeout-ms --header --help --hostpubmd5 --hostpubsha256 --hsts --interface --ip-tos
    --ipfs-gateway --json --keepalive-cnt --keepalive-time --key --key-type --krb --libcurl --limit-rate
    --local-port --login-options --mail-auth --mail-from --mail-rcpt --max-filesize --max-redirs --max-time
    --netrc-file --noproxy --oauth2-bearer --output --output-dir --parallel-max --pass --pinnedpubkey --preproxy
    --proto --proto-default --proto-redir --proxy --proxy-cacert --proxy-capath --proxy-cert --proxy-ciphers
    --proxy-header --proxy-key --proxy-pass --proxy-service-name --proxy-tlsuser --proxy-user --pubkey --quote
    --random-file --range --rate --referer --request --request-target --resolve --retry --retry-delay
    --retry-max-time --sasl-authzid --service-name --socks4 --socks4a --socks5 --socks5-hostname --speed-limit
    --speed-time --stderr --telnet-option --time-cond --tls-max --tls13-ciphers --tlsauthtype --tlspassword
    --tlsuser --trace --trace-ascii --trace-config --unix-socket --upload-file --url --url-query --user
    --user-agent --variable --vlan-priority --write-out -U
""")
_DATA = ("-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode", "--json")
_FORM = ("-F", "--form")
_FTP_LOOKS = regex(
    r"[-+]?(?:CWD|CDUP|PWD|LIST|NLST|STAT|SYST|TYPE|NOOP|SIZE|MDTM|FEAT|HELP|PASV|MLSD|MLST)\b", re.IGNORECASE
)

_WGET = names("""
    -a -A -B -D -e -i -I -l -o -O -P -Q -R -t -T -U -w -X --append-output --accept --base --domains --execute
    --input-file --include-directories --level --output-file --output-document --directory-prefix --quota
    --reject --tries --timeout --user-agent --wait --exclude-directories --header --post-data --post-file
    --method --body-data --body-file --user --password --ca-certificate --certificate --private-key --limit-rate
    --referer --load-cookies --save-cookies --http-user --http-password --proxy-user --proxy-password
    --max-redirect --waitretry --read-timeout --connect-timeout --dns-timeout --cut-dirs --default-page
    --accept-regex --reject-regex --bind-address --warc-file --restrict-file-names --local-encoding
    --remote-encoding --regex-type --secure-protocol --progress --retry-on-http-error
""")  # fmt: skip
_HTTPIE = names("""
    -a -A -b-session -o -p -P -s --auth --auth-type --output --print --pretty --style --session
    --session-read-only --timeout --max-redirects --proxy --verify --cert --cert-key --ssl --ciphers --raw
    --boundary --format-options --default-scheme --response-charset --response-mime --max-headers
    --bearer --resolve --interface
""")
_METHODS = names("""
    GET POST PUT PATCH DELETE HEAD OPTIONS TRACE CONNECT PROPFIND MKCOL COPY MOVE PURGE LINK UNLINK
""")


@dataclass(frozen=True, slots=True)
class _Sent:
    """What is sent along: texts, the effects of reading files and what is piped in, and whether some is out of view."""

    texts: tuple[str, ...]
    effects: tuple[Effect, ...]
    unseen: bool
    files: bool
    headers: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """True where there is a body."""
        return bool(self.texts or self.files or self.unseen)


def _curl(command: Command) -> Reading:
    options = split(command.arguments, _CURL)
    if options.has("-V", "--version", "--manual", "-M") or (options.has("-h", "--help") and not options.positionals):
        return NOTHING
    reading = _saved(command, options)
    if options.has("-K", "--config"):
        reading += opaque("curl: its options stand in a file", unknown(command))
    sent = replace(_data(command, options), headers=_headers(options, "-H", "--header"))
    urls = [*options.positionals, *options.flags.get("--url", ())]
    method = options.value("-X", "--request") or ("HEAD" if options.has("-I", "--head") else "")
    if options.has("-G", "--get"):
        method, sent = method or "GET", replace(sent, texts=())
    upload = [*options.flags.get("-T", ()), *options.flags.get("--upload-file", ())]
    if upload and not method:
        method = "PUT"
    if sent.any and not method and not options.has("-I", "--head"):
        method = "POST"
    for url in urls:
        reading += _one(command, url, method, sent)
    reading += _ftp(command, options, urls)
    if options.has("-k", "--insecure", "--proxy-insecure"):
        return _unverified(reading)
    return reading


def _one(command: Command, url: Word, method: str, sent: _Sent) -> Reading:
    if url.text.startswith("file:"):
        return file_reading(Operation.READ, (Word(re.sub(r"^file:/*", "/", url.text), url.known, url.glob),), command)
    body = "&".join(sent.texts) if sent.texts else None
    return request_effects(
        method,
        url.text,
        body,
        command.scene,
        command.evidence,
        sends=sent.effects,
        unseen=sent.unseen,
        headers=sent.headers,
    )


def _headers(options: Options, *named: str) -> tuple[str, ...]:
    return tuple(word.text for name in named for word in options.flags.get(name, ()))


def _data(command: Command, options: Options) -> _Sent:
    """What curl's options put into the body."""
    texts: list[Word] = []
    files: list[Word] = []
    for name in _DATA:
        for word in options.flags.get(name, ()):
            plain = name == "--data-raw" or "@" not in word.text[: 60 if name == "--data-urlencode" else 1]
            (texts.append(word) if plain else files.append(_after(word, "@")))
    for name in _FORM:
        for word in options.flags.get(name, ()):
            value = word.text.partition("=")[2]
            if value[:1] in ("@", "<"):
                files += [Word(part.partition(";")[0], word.known, word.glob) for part in value[1:].split(",")]
            else:
                texts.append(word)
    texts += options.flags.get("--form-string", ())
    uploads = [*options.flags.get("-T", ()), *options.flags.get("--upload-file", ())]
    return _sent(command, [*files, *uploads], texts)


def _sent(command: Command, files: Sequence[Word], texts: Sequence[Word] = ()) -> _Sent:
    """These texts and files, with `-` for what is piped in, whose text may be known."""
    named = tuple(word for word in files if word.text not in ("-", ".", ""))
    effects = file_reading(Operation.READ, named, command).effects
    plain = tuple(word.text for word in texts)
    unseen = any(not word.known and re.search(r"\$\(|`", word.text) for word in texts)
    if len(named) == len(files) or command.stdin is None:
        return _Sent(plain, effects, unseen, bool(files))
    fed = command.stdin
    effects += tuple(effect for effect in fed.effects if effect.operation is Operation.READ)
    piped = () if fed.text is None else (fed.text,)
    return _Sent(plain + piped, effects, unseen or (fed.text is None and not fed.effects), bool(files))


def _after(word: Word, mark: str) -> Word:
    return Word(word.text.partition(mark)[2], word.known, word.glob)


def _saved(command: Command, options: Options) -> Reading:
    """The files that a download writes."""
    folder = options.value("--output-dir") or ""
    names = [*options.flags.get("-o", ()), *options.flags.get("--output", ())]
    if options.has("-O", "--remote-name", "--remote-name-all", "-J", "--remote-header-name") and not options.has(
        "-I", "--head"
    ):
        names += [_remote_name(url) for url in options.positionals]
    for name in (
        "-c",
        "--cookie-jar",
        "-D",
        "--dump-header",
        "--trace",
        "--trace-ascii",
        "--stderr",
        "--etag-save",
        "--libcurl",
    ):
        names += options.flags.get(name, ())
    written = tuple(_inside(folder, word) for word in names if word.text not in ("-", "", "%"))
    return file_reading(Operation.CREATE, written, command, overwrites=True)


def _inside(folder: str, word: Word) -> Word:
    return Word(f"{folder.rstrip('/')}/{word.text}", word.known) if folder and word.text[:1] != "/" else word


def _remote_name(url: Word) -> Word:
    path = re.sub(r"[?#].*", "", url.text.partition("://")[2] or url.text)
    return Word(path.rstrip("/").rpartition("/")[2] if "/" in path.rstrip("/") else "index.html", url.known)


def _ftp(command: Command, options: Options, urls: Sequence[Word]) -> Reading:
    """FTP and SFTP commands that curl sends before or after the transfer; mail that it sends."""
    reading = NOTHING
    for word in (*options.flags.get("-Q", ()), *options.flags.get("--quote", ())):
        if _FTP_LOOKS.match(word.text):
            continue
        gone = re.match(r"[-+*]?(?:DELE|RMD|rm|rmdir)\b", word.text) is not None
        for url in urls:
            reading += request_effects("DELETE" if gone else "PUT", url.text, None, command.scene, command.evidence)
    if options.has("--mail-rcpt"):
        for effect in request_effects(
            "PUT", urls[0].text if urls else "", None, command.scene, command.evidence
        ).effects:
            sent = replace(
                effect, operation=Operation.SEND, reversibility=Reversibility.IRREVERSIBLE,
                traits=effect.traits | {Trait.OUTBOUND},
            )  # fmt: skip
            reading += Reading((sent,))
    return reading


def _unverified(reading: Reading) -> Reading:
    effects = tuple(
        replace(e, traits=e.traits | {Trait.BYPASS}) if Trait.REMOTE in e.traits else e for e in reading.effects
    )
    return replace(reading, effects=effects)


def _wget(command: Command) -> Reading:
    options = split(command.arguments, _WGET)
    if options.has("-V", "--version", "-h", "--help"):
        return NOTHING
    files = [*options.flags.get("--post-file", ()), *options.flags.get("--body-file", ())]
    sent = _sent(command, files, options.flags.get("--post-data", options.flags.get("--body-data", ())))
    body = "&".join(sent.texts) or None
    method = options.value("--method") or ("POST" if options.has("--post-data", "--post-file") else "GET")
    reading = NOTHING
    for url in options.positionals:
        reading += request_effects(
            method, url.text, body, command.scene, command.evidence, sends=sent.effects, unseen=sent.unseen,
            headers=_headers(options, "--header"),
        )  # fmt: skip
    if options.has("-i", "--input-file"):
        reading += Reading(coverage=Coverage.PARTIAL, notes=("wget: its URLs stand in a file",))
    if not options.has("--spider", "--delete-after"):
        named = [*options.flags.get("-O", ()), *options.flags.get("--output-document", ())]
        folder = options.value("-P", "--directory-prefix") or ""
        written = named or [_inside(folder, _remote_name(url)) for url in options.positionals]
        kept = tuple(word for word in written if word.text not in ("-", ""))
        reading += file_reading(Operation.CREATE, kept, command, overwrites=bool(named))
    logs = [
        *options.flags.get("-o", ()),
        *options.flags.get("--output-file", ()),
        *options.flags.get("--save-cookies", ()),
    ]
    reading += file_reading(Operation.CREATE, tuple(logs), command, overwrites=True)
    return _unverified(reading) if options.has("--no-check-certificate") else reading


def _httpie(command: Command) -> Reading:
    options = split(command.arguments, _HTTPIE)
    words = list(options.positionals)
    if options.has("--offline", "--help", "--version", "--manual") or not words:
        return NOTHING
    if words[0].text in ("cli", "plugins", "sessions"):
        return Reading(coverage=Coverage.PARTIAL)
    method = words.pop(0).text if re.fullmatch("[A-Za-z]+", words[0].text) and _is_method(words) else ""
    url, items = (words[0], words[1:]) if words else (Word(""), [])
    texts: list[Word] = []
    files: list[Word] = []
    for item in items:
        found = re.match(r"[^:=@;\\]*(:=@|=@|==|:=|=|@|:|;)", item.text)
        mark = found[1] if found else "="
        if "@" in mark:
            files.append(Word(item.text.partition(mark)[2].partition(";")[0], item.known, item.glob))
        elif mark in ("=", ":="):
            texts.append(item)
    piped = [Word("-")] if command.stdin is not None and not options.has("--ignore-stdin", "-I") else []
    sent = _sent(command, [*files, *piped], texts)
    raw = options.value("--raw")
    body = raw or _object(sent.texts[: len(texts)]) or "".join(sent.texts) or None
    secure = "https://" if command.program in ("https", "xhs") and "://" not in url.text else ""
    address = secure + (("localhost" + url.text) if url.text.startswith(":") else url.text)
    if (files or piped) and not method:
        method = "POST"
    reading = request_effects(
        method, address, body, command.scene, command.evidence, sends=sent.effects, unseen=sent.unseen,
        headers=[item.text for item in items if re.match(r"[\w-]+:[^=]", item.text)],
    )  # fmt: skip
    saved = tuple(word for name in ("-o", "--output") for word in options.flags.get(name, ()))
    if options.has("-d", "--download") and not saved:
        saved = (_remote_name(url),)
    reading += file_reading(Operation.CREATE, saved, command, overwrites=True)
    return _unverified(reading) if options.value("--verify") in ("no", "false") else reading


def _object(texts: Sequence[str]) -> str | None:
    """The items `a=b c:=1` as the JSON that they are sent as, near enough to be read."""
    pairs = [(*re.split(":?=", text, maxsplit=1), "")[:2] for text in texts]
    return "{" + ",".join(f'"{name}":"{value}"' for name, value in pairs) + "}" if pairs else None


def _is_method(words: Sequence[Word]) -> bool:
    return words[0].text.upper() in _METHODS or (len(words) > 1 and words[0].text.isupper())


def _aria(command: Command) -> Reading:
    options = split(
        command.arguments,
        names("""
    -o -d -x -s -j -k -i --out --dir --input-file -T -M --header -U
"""),
    )
    reading = NOTHING
    for url in options.positionals:
        reading += request_effects("GET", url.text, None, command.scene, command.evidence)
        named = options.value("-o", "--out")
        saved = _inside(options.value("-d", "--dir") or "", Word(named) if named else _remote_name(url))
        reading += file_reading(Operation.CREATE, (saved,), command, overwrites=named is not None)
    return reading if options.positionals else Reading(coverage=Coverage.PARTIAL)


_LOAD_VALUES = names("""
    -n -c -t -T -p -H -u -m -A -C -d -q -z -D -o -s -r -R -w -g -e --duration --rate --connections --threads
    --latency --header --method --body --timeout --concurrent --time --reps -f --users --spawn-rate --run-time
    --host -a --amount
""")


def _load(command: Command) -> Reading:
    """Load generators ask the same thing many times: several things are touched, and someone's service carries it."""
    options = split(command.arguments, _LOAD_VALUES)
    urls = [word for word in options.positionals if "/" in word.text or ":" in word.text]
    body = options.value("-d", "--body") if command.program in ("hey", "bombardier", "oha", "autocannon") else None
    reading = NOTHING
    for url in urls:
        method = options.value("-m", "--method") or ("POST" if options.has("-p") and command.program == "ab" else "")
        asked = request_effects(method, url.text, body, command.scene, command.evidence)
        effects = tuple(
            replace(e, operation=Operation.SEND if e.operation is Operation.READ else e.operation,
                    reversibility=e.reversibility if Trait.REMOTE not in e.traits else max(e.reversibility, Reversibility.COSTLY),
                    blast_radius=max(e.blast_radius, BlastRadius.SEVERAL))
            for e in asked.effects
        )  # fmt: skip
        reading += replace(asked, effects=effects)
    return reading if urls else opaque(f"{command.program}: no URL to be seen", unknown(command))


def _rpc(command: Command) -> Reading:
    """grpcurl: `list` and `describe` look; a method is called by its name."""
    values = names("""
    -d -H -proto -import-path -cacert -cert -key -authority -max-time -connect-timeout -rpc-header
""")
    options = split(command.arguments, values, single_dash_long=True)
    words = [word.text for word in options.positionals]
    if len(words) < 2 or words[1] in ("list", "describe"):
        return request_effects("GET", words[0] if words else "", None, command.scene, command.evidence)
    path = words[1].replace(".", "/")
    return request_effects("POST", f"{words[0]}/{path}", options.value("-d"), command.scene, command.evidence)


PROGRAMS: Mapping[str, Usage] = {
    **dict.fromkeys(("curl", "curlie"), Usage(reader=_curl)),
    **dict.fromkeys(("wget", "wget2"), Usage(reader=_wget)),
    **dict.fromkeys(("http", "https", "xh", "xhs"), Usage(reader=_httpie)),
    **dict.fromkeys(("aria2c", "axel"), Usage(reader=_aria)),
    **dict.fromkeys(("ab", "hey", "wrk", "siege", "bombardier", "oha", "autocannon"), Usage(reader=_load)),
    "grpcurl": Usage(reader=_rpc),
}
