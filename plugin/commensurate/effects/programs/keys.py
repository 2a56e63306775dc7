"""Keys, certificates and stores of secrets.

Sources: GnuPG 2.4, OpenSSL 3, OpenSSH 9 (ssh-keygen, ssh-add, ssh-copy-id), pass(1), 1Password CLI 2, Bitwarden CLI, HashiCorp
Vault 1.17, keytool of JDK 21, security(1) of macOS, age, SOPS, step CLI, Certbot, mkcert, cosign, secret-tool, gopass.
"""

from commensurate.effects.grammar import Match, grammar
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    IRREVERSIBLE,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    each,
    effects_of,
    grants,
    reads,
    revokes,
    sends,
    stops,
    updates,
    use,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

KEY, SECRET, CERTIFICATE, FILE = ResourceKind.KEY, ResourceKind.SECRET, ResourceKind.CERTIFICATE, ResourceKind.FILE
_SHOWS = reads(SECRET, "args", Trait.SECRET)
_OUT = updates(FILE, "-o --output -out --outfile", REVERSIBLE, ONE, Trait.OVERWRITES)


def _run(match: Match) -> Reading:
    """`op run -- command`: a command with secrets in its environment."""
    words = match.rest
    while words and words[0].text.startswith("-"):
        ended, words = words[0].text == "--", words[1:]
        if ended:
            break
    return Reading(nested=(Nested(Language.SHELL, match.command.scene, words=words),)) if words else NOTHING


_GPG = use(
    case(deletes(KEY, "args", IRREVERSIBLE, ONE, Trait.SECRET), when="--delete-secret-keys --delete-secret-key --delete-secret-and-public-key"),
    case(deletes(KEY, "args", COSTLY), when="--delete-keys --delete-key"),
    case(_SHOWS, when="--export-secret-keys --export-secret-subkeys --export-ssh-key"),
    case(sends(KEY, "args", IRREVERSIBLE, ONE, Trait.PUBLIC), when="--send-keys --send-key"),
    case(revokes(KEY, "args", COSTLY), when="--gen-revoke --generate-revocation --quick-revoke-uid --quick-revoke-sig"),
    case(reads(), when="-k --list-keys -K --list-secret-keys --list-public-keys --list-sigs --list-signatures --check-sigs --check-signatures --fingerprint --list-packets --list-config --verify --search-keys --print-md --show-keys --export --list-options --card-status --locate-keys --dump-options --with-colons -h"),
    case(reads(FILE, "args"), _OUT, when="-d --decrypt -e --encrypt -c --symmetric -s --sign -b --detach-sign --clearsign --clear-sign -a --armor"),
    updates(KEY, "args"), values="-o --output -r --recipient -u --local-user --default-key --keyserver --homedir --keyring --passphrase --passphrase-file --passphrase-fd",
)  # fmt: skip


def _openssl(command: Command) -> Reading:
    """Most of openssl shows or computes; `-out` writes, private keys are read."""
    words = command.arguments
    verb = words[0].text if words else ""
    options = split(words[1:], _OPENSSL_VALUES, single_dash_long=True)
    names = (
        ("-inkey", "-key", "-CAkey", "-signkey", "-kfile")
        if verb in _PUBLIC
        else ("-in", "-inkey", "-key", "-CAkey", "-signkey", "-kfile")
    )
    ins = tuple(w for n in names for w in options.flags.get(n, ()))
    hashed = options.positionals if verb in ("dgst", "md5", "sha256", "sha1") else ()
    found = file_reading(Operation.READ, (*ins, *hashed), command)
    outs = tuple(w for n in ("-out", "-keyout", "-writerand", "-CAserial") for w in options.flags.get(n, ()))
    found += file_reading(Operation.UPDATE, outs, command, overwrites=True)
    if verb == "genrsa" and len(options.positionals) > 1:
        found += file_reading(Operation.CREATE, options.positionals[:1], command)
    if verb == "ca" and not options.has("-status", "-help"):
        found += Reading(effects_of(updates(CERTIFICATE, "=certificate authority", COSTLY), Options({}, ()), command))
    if verb in ("s_server", "ocsp") and options.has("-WWW", "-HTTP", "-port", "-accept", "-www"):
        found += Reading(
            effects_of(grants(ResourceKind.NETWORK, "=server", COSTLY, ONE, Trait.PUBLIC), Options({}, ()), command)
        )
    if options.has("-engine", "-provider-path", "-engine_impl"):
        found += Reading(coverage=Coverage.OPAQUE, notes=("openssl: an engine is loaded",))
    return found


_PUBLIC = frozenset({"x509", "req", "crl", "verify", "s_client", "crl2pkcs7", "ocsp", "ts"})
"""Subcommands whose `-in` is a certificate or a request, which is no secret."""

_OPENSSL_VALUES = frozenset(
    [
        "-in",
        "-out",
        "-inkey",
        "-key",
        "-CAkey",
        "-CA",
        "-CAfile",
        "-CApath",
        "-signkey",
        "-cert",
        "-certfile",
        "-keyout",
        "-connect",
        "-servername",
        "-days",
        "-newkey",
        "-subj",
        "-config",
        "-passin",
        "-passout",
        "-inform",
        "-outform",
        "-pass",
        "-k",
        "-kfile",
        "-K",
        "-iv",
        "-name",
        "-extfile",
        "-extensions",
        "-set_serial",
        "-accept",
        "-port",
        "-engine",
        "-nameopt",
        "-md",
        "-verify",
        "-sigfile",
        "-signature",
        "-rand",
        "-writerand",
        "-starttls",
        "-alpn",
        "-cipher",
        "-curves",
        "-groups",
        "-seconds",
        "-bytes",
        "-CAserial",
        "-provider",
        "-provider-path",
    ]
)


def _keygen(command: Command) -> Reading:
    """ssh-keygen makes keys; with `-l`, `-y`, `-F` and their like it shows, with `-R` it forgets a host."""
    options = split(
        command.arguments,
        [
            "-b",
            "-C",
            "-f",
            "-N",
            "-t",
            "-P",
            "-F",
            "-R",
            "-D",
            "-I",
            "-n",
            "-O",
            "-s",
            "-V",
            "-z",
            "-m",
            "-E",
            "-a",
            "-M",
            "-r",
            "-w",
            "-Y",
            "-Z",
            "-W",
            "-G",
        ],
    )
    files = options.flags.get("-f", ()) + options.flags.get("-s", ())
    if options.has("-l", "-B", "-F", "-L", "-Q", "-h", "--help", "-E"):
        return Reading(effects_of(reads(KEY), Options({}, ()), command))
    if options.has("-y", "-e"):
        return file_reading(Operation.READ, files, command)
    if options.has("-R"):
        return Reading(effects_of(updates(ResourceKind.SETTING, "=known hosts"), Options({}, ()), command))
    if options.has("-D", "-w"):
        return Reading(coverage=Coverage.OPAQUE, notes=("ssh-keygen: a library is loaded",))
    if options.has("-p", "-c"):
        return file_reading(Operation.UPDATE, files, command)
    return file_reading(Operation.CREATE, files or (Word("~/.ssh/id_new.pub"),), command)


_OP = """
values --vault --account --format --category --fields --title --tags --session --url --template -o --out-file --env-file : *
read when --help : user provision
read secret +secret @args when --reveal --otp : item get
read unless --reveal --fields --otp --format --share-link : item get
read when --help : update
read : whoami | account list/get | vault list/get | user list/get | group list | events-api list | help | --version | item list | document list | connect server list/get | connect token list | plugin list | item template list/get | completion | service-account ratelimit | environment list | group get
read : item get
read secret +secret @args : read | document get | item share | inject
create secret +secret @args : item create | document create | vault create | signin | account add | item move | connect server create | service-account create
create key +secret @args : connect token create | events-api create
update secret costly @args : item edit | document edit | vault edit | item template
delete secret costly @args when --archive : item delete
delete secret costly @args when --archive : document delete
delete secret irreversible @args : item delete | document delete
delete secret irreversible environment @args : vault delete
delete account costly @args : account forget
delete user costly several @args : user delete/suspend | group delete
revoke permission costly @args : vault user revoke | vault group revoke | group user revoke | connect token delete | connect server delete | connect vault revoke
grant permission costly +widens @args : vault user grant | vault group grant | group user grant | connect vault grant | user confirm/provision/reactivate | group create
delete secret reversible : signout
call run : run | plugin run
"""
_BITWARDEN = """
values --session --organizationid --folderid --itemid --search --url --output --format --password : *
read when --last : sync
read : list | status | generate | help | config server | template | encode | get template | get organization/collection/folder/fingerprint | list items/folders/collections | project list | secret list | update
read secret +secret @args : get | get item/password/username/totp/notes/attachment/exposed/uri | export | secret get | unlock
create secret +secret @args : create | import | login | send | receive | secret create | project create | run
update secret costly @args : edit | move | share | confirm | restore | sync | config | secret edit | lock
delete secret irreversible @args when --permanent -p : delete
delete secret costly @args : delete | secret delete | project delete
delete secret reversible : logout
"""
_VAULT = """
values -address -namespace -format -mount -field -path -policy -ttl -method -ca-cert -client-cert -version -versions -cas -max-versions : *
read : status | version | list | kv list | kv metadata get | secrets list | auth list | policy list/read | token lookup/capabilities | audit list | lease lookup | path-help | print token-helper | operator members | operator raft list-peers | plugin list/info | namespace list/lookup | version-history | debug | pki health-check/list-intermediates | hcp | monitor | operator key-status | policy fmt
read secret +secret @args : kv get | read | unwrap | print token | operator generate-root | token create | ssh | transform | transit
create secret reversible @first : kv put/patch | write | kv enable-versioning | login | kv undelete | operator init | kv metadata put/patch | kv rollback
update setting costly several @args : secrets enable/move/tune | auth tune | operator rekey/rotate/migrate | operator unseal | policy write | plugin register/reload | audit enable | operator raft join/promote/snapshot | namespace create/lock/unlock/patch | token renew | lease renew | agent | server | proxy
grant permission costly +widens @args : auth enable
delete secret costly @args : kv delete
delete secret irreversible several @args : kv destroy | kv metadata delete | delete
delete secret irreversible environment +shared @args : secrets disable
delete policy costly several +shared @args : policy delete | auth disable
delete log irreversible several +hides @args : audit disable
delete setting irreversible several @args : namespace delete | plugin deregister | operator raft remove-peer
revoke key costly several @args : token revoke | lease revoke
stop service costly environment +shared @=vault : operator seal | operator step-down
"""
_SECURITY = """
values -a -s -l -k -p -c -t -T -D -j -r -G -C -U -i -o -f -P -d : *
read when -l -h : list-keychains/default-keychain/login-keychain
read : help | list-keychains | show-keychain-info | find-identity | find-certificate | verify-cert | dump-trust-settings | error | leaks | authorizationdb read | smartcards | list-smartcards | translocate-policy-check | cms
read secret +secret @args when -w -g : find-generic-password/find-internet-password
read : find-generic-password/find-internet-password
read secret +secret @args : dump-keychain | export | export-smartcard | find-key
create secret +secret : add-generic-password/add-internet-password | create-keychain | import | create-keypair | unlock-keychain | install-mds
update secret costly : set-keychain-settings | set-keychain-password | set-key-partition-list | set-generic-password-partition-list | default-keychain | login-keychain | lock-keychain | set-identity-preference | set-internet-password-partition-list
delete secret irreversible @args : delete-generic-password/delete-internet-password/delete-identity
delete secret irreversible several @args : delete-keychain
delete certificate costly @args : delete-certificate
grant certificate costly +widens : add-trusted-cert | add-certificates | trust-settings-import
revoke certificate costly : remove-trusted-cert
grant permission costly +widens +elevated : authorizationdb write | execute-with-privileges | authorize
"""
_CERTBOT = """
values -d --domain --domains -m --email --webroot-path -w --cert-name --preferred-challenges --server --config-dir --logs-dir --work-dir --reason --cert-path --key-path : *
read when --dry-run : *
read : certificates | plugins | show_account | help
create certificate : certonly | run | renew | install | enhance | register | reconfigure
delete certificate irreversible @--cert-name : delete
revoke certificate irreversible @--cert-name|--cert-path : revoke
delete account costly : unregister
update account : update_account | rollback
"""
_KEYTOOL = use(
    case(reads(), when="-list -printcert -printcertreq -printcrl -help -showinfo -exportcert -export -certreq"),
    case(deletes(KEY, "-alias", IRREVERSIBLE), when="-delete"), case(updates(KEY, "-alias", COSTLY), when="-storepasswd -keypasswd -changealias"),
    creates(KEY, "-alias"), values="-alias -keystore -storepass -keypass -file -storetype -srckeystore -destkeystore -dname -keyalg -keysize -validity -ext", single_dash_long=True,
)  # fmt: skip
_PASS = """
read : ls/list | find/search | grep | git log/status | help | version | --version
read secret +secret @args : show | otp | cat
create secret +secret @args : insert/add | generate | init | cp/copy | mv/rename | otp insert | create
update secret costly @args : edit | mv/rename | git
delete secret irreversible several +recursive @args when -r --recursive : rm/remove/delete
delete secret irreversible @args : rm/remove/delete
read secret +secret @args : *
"""


def _of(text: str, *, long: bool = False, verbs: Coverage | None = Coverage.PARTIAL) -> Usage:
    return Usage(
        reader=grammar(text, {"run": _run}, inert="--help --version -h -help", verbs=verbs, single_dash_long=long)
    )


PROGRAMS = each(
    {
        "gpg gpg2 gpgsm": _GPG,
        "gpgv gpgconf gpg-connect-agent": use(case(stops(ResourceKind.PROCESS, "=agent", REVERSIBLE), when="--kill"), reads()),
        "openssl libressl": Usage(reader=_openssl),
        "ssh-keygen": Usage(reader=_keygen),
        "ssh-keyscan sshd ssh-agent": LOOKS,
        "ssh-add": use(case(reads(), when="-l -L -q -T"), case(deletes(KEY, "=agent's keys", REVERSIBLE), when="-d -D -x"), creates(KEY, "args"), values="-t -s -e"),
        "ssh-copy-id": use(case(reads(), when="-n -h"), grants(ResourceKind.HOST, "last", COSTLY, ONE, Trait.WIDENS, Trait.REMOTE), values="-i -p -o -F -t"),
        "pass gopass passage": _of(_PASS),
        "op": _of(_OP),
        "bw bws lpass rbw": _of(_BITWARDEN),
        "vault bao": _of(_VAULT, long=True),
        "security": _of(_SECURITY),
        "keytool": _KEYTOOL,
        "jarsigner": use(case(reads(), when="-verify"), updates(FILE, "first"), values="-keystore -storepass -keypass -signedjar", single_dash_long=True),
        "age rage": use(case(_SHOWS, when="-d --decrypt", unless="-o --output"), case(reads(SECRET, "args", Trait.SECRET), _OUT, when="-d --decrypt"), case(reads(FILE, "args"), _OUT, when="-o --output"), reads(FILE, "args"), values="-o --output -r --recipient -R -i --identity"),
        "age-keygen": use(case(creates(SECRET, "-o"), when="-o"), creates(SECRET, "none"), values="-o --output"),
        "sops": use(
            case(_SHOWS, when="-d --decrypt"), case(_SHOWS, first="decrypt exec-env exec-file"), case(reads(), first="filestatus help"), updates(SECRET, "args"), values="--output --age --kms --pgp --input-type --output-type",
        ),
        "step step-cli": _of(
            "read : certificate inspect/verify/lint/format/fingerprint/needs-renewal | crypto hash/jwt inspect | ca health/roots/root/federation | version | help | path | crypto jwt inspect | context list/current\n"
            "create certificate : certificate create/sign/bundle/p12 | ca certificate/renew/sign/init/bootstrap/rekey | crypto keypair\ncreate key : crypto jwk create | crypto keypair | crypto key\n"
            "grant certificate costly +widens : certificate install\nrevoke certificate costly : ca revoke | certificate uninstall\nupdate setting costly : ca provisioner add/remove/update | ca admin add/remove\n"
        ),
        "certbot acme.sh lego": _of(_CERTBOT.replace("", "")),
        "mkcert update-ca-certificates update-ca-trust trust": use(case(reads(), when="-CAROOT --help"), case(reads(), first="list dump"), case(grants(CERTIFICATE, "=trust store", COSTLY, SEVERAL, Trait.WIDENS), when="-install"), case(revokes(CERTIFICATE, "=trust store", COSTLY), when="-uninstall"), updates(CERTIFICATE, "args"), single_dash_long=True),
        "minisign signify": use(case(reads(), first="verify verify-attestation verify-blob tree triangulate download version env help list ls inspect"), case(reads(), when="-V"), updates(KEY, "rest")),
        "secret-tool keyring": use(case(_SHOWS, first="lookup search get"), case(deletes(SECRET, "rest", IRREVERSIBLE), first="clear del"), creates(SECRET, "rest")),
        "htpasswd mkpasswd pwgen apg openssl-passwd": use(case(deletes(ResourceKind.USER, "last", COSTLY), when="-D"), case(reads(), when="-n -v"), case(reads(), most=0), updates(SECRET, "first")),
        "ansible-vault-client kinit kdestroy klist ktutil kadmin": use(case(reads(), most=0), updates(SECRET, "args")),
        "elasticsearch-keystore": use(case(reads(), first="list has-passwd"), case(_SHOWS, first="show"), case(deletes(SECRET, "rest", IRREVERSIBLE), first="remove"), updates(SECRET, "rest")),
        "ykman": _of("read : list | info | piv info | oath accounts list | fido info | openpgp info | config list\nread secret +secret : oath accounts code\ndelete key irreversible several @args : piv reset | oath reset | fido reset | openpgp reset | otp delete | oath accounts delete | piv certificates delete | config reset\nupdate key costly @args : piv | oath | fido | openpgp | otp | config\n"),
    }
)  # fmt: skip
