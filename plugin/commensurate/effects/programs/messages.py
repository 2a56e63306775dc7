"""Mail and messages from the command line, and what shows or says something on this desktop.

Sources: POSIX.1-2024 mailx, the manuals of sendmail, msmtp, swaks, mutt, the MIT and Slack notifiers; freedesktop.org
xdg-utils; macOS open(1), say(1), pbcopy(1), screencapture(1); libnotify; the MQTT, XMPP and Signal clients.
"""

from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import Command, Language, Nested, Reading, Word
from commensurate.effects.table import (
    COSTLY,
    IRREVERSIBLE,
    LOOKS,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Does,
    Usage,
    case,
    deletes,
    each,
    effects_of,
    reads,
    runs,
    sends,
    updates,
    use,
)
from commensurate.model.effect import Operation, ResourceKind, Trait

FILE = ResourceKind.FILE
_VALUES = "-s --subject -a --attach -A --attachment -c --cc -b --bcc -r --from -f -S -q -H --header -F -i -e -E --to --server --body --data -p -n -N -u"


def _mail(command: Command) -> Reading:
    """A message to everyone named; attachments and what is piped in go along."""
    options = split(command.arguments, _VALUES.split())
    if options.has("--help", "--version", "-V", "-bp", "-bv") or (
        command.program in ("mail", "mailx", "mutt", "neomutt") and not options.positionals
    ):
        return Reading(effects_of(reads(ResourceKind.MAIL), Options({}, ()), command))
    copies = tuple(w for n in ("-c", "--cc", "-b", "--bcc", "--to") for w in options.flags.get(n, ()))
    names = (
        ("-a", "--attach", "-A", "--attachment", "-q")
        if command.program != "mail"
        else ("-A", "--attach", "-a", "--attachment", "-q")
    )
    files = tuple(w for n in names for w in options.flags.get(n, ()) if ":" not in w.text)
    people = tuple(
        Word(part.strip(), word.known)
        for word in (*options.positionals, *copies)
        for part in word.text.split(",")
        if part.strip()
    ) or (Word("recipients in the text"),)
    found = file_reading(Operation.READ, files, command)
    listed = any(not word.known and word.text.startswith(("$(", "`")) for word in people)
    traits = {Trait.UNBOUNDED} if listed else set()
    return found + Reading(
        effects_of(sends(ResourceKind.MAIL, "args", IRREVERSIBLE, ONE, *traits), Options({}, people), command)
    )


def _open(command: Command) -> Reading:
    """Opening a thing starts the program that is registered for it."""
    options = split(command.arguments, ("-a", "-b", "--env", "--stdin", "--stdout", "-i", "-o"))
    names = options.positionals or options.flags.get("-a", ())
    return Reading(effects_of(runs(ResourceKind.PROCESS, "args"), Options({}, names), command))


def _say(command: Command) -> Reading:
    options = split(
        command.arguments,
        ("-v", "-r", "-o", "-f", "-n", "-a", "-w", "-s", "-p", "--voice", "--rate", "--output-file", "--input-file"),
    )
    written = tuple(w for n in ("-o", "--output-file") for w in options.flags.get(n, ()))
    read = tuple(w for n in ("-f", "--input-file") for w in options.flags.get(n, ()))
    return file_reading(Operation.READ, read, command) + file_reading(
        Operation.UPDATE, written, command, overwrites=True
    )


def _screen(command: Command) -> Reading:
    options = split(command.arguments, ("-f", "-s", "-d", "-R", "-T", "-t", "-D", "-l", "-o", "-g", "-q", "-c"))
    return file_reading(Operation.UPDATE, options.positionals or (Word("screenshot.png"),), command)


def _notice(command: Command) -> Reading:
    options = split(command.arguments, ("-e", "--exec", "-execute", "-open", "-a", "--action"), single_dash_long=True)
    texts = tuple(w.text for n in ("-execute", "--exec") for w in options.flags.get(n, ()))
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, text) for text in texts))


def pays() -> Does:
    """Money leaves for the address that is named."""
    return Does(Operation.PAY, ResourceKind.PAYMENT, IRREVERSIBLE, ONE, "second", frozenset({Trait.OUTBOUND}))


_MESSAGE = sends(ResourceKind.MESSAGE, "args")

PROGRAMS = each(
    {
        "mail mailx nail s-nail bsd-mailx mutt neomutt sendmail sendemail msmtp ssmtp swaks exim exim4 postmail smtp-cli himalaya aerc": Usage(reader=_mail),
        "mailq postconf": use(case(updates(ResourceKind.SETTING, "args"), when="-e -X -#"), reads()),
        "postsuper": use(case(deletes(ResourceKind.MAIL, "=mail queue", IRREVERSIBLE, SEVERAL), when="-d"), updates(ResourceKind.MAIL, "=mail queue")),
        "postqueue postfix newaliases postmap postalias": use(case(reads(), when="-p -j"), updates(ResourceKind.MAIL, "=mail queue")),
        "slackcat slack-notify telegram-send signal-cli twurl toot t discord.sh matrix-commander sendxmpp gotify pushover wall write mesg": use(
            case(reads(), first="version status list whoami receive listGroups listContacts timeline"), _MESSAGE
        ),
        "bitcoin-cli litecoin-cli dogecoin-cli": use(
            case(pays(), first="send* bumpfee psbtbumpfee"), case(deletes(ResourceKind.KEY, "rest"), first="unloadwallet abandontransaction"),
            case(reads(ResourceKind.KEY, "rest", Trait.SECRET), first="dumpprivkey dumpwallet"), reads(ResourceKind.RECORD), single_dash_long=True,
        ),
        "cast": use(case(pays(), first="send publish"), case(reads(ResourceKind.KEY, "none", Trait.SECRET), first="wallet"), reads(ResourceKind.RECORD)),
        "solana spl-token near sui aptos": use(
            case(pays(), first="transfer pay send send-near close withdraw-stake burn"), case(updates(ResourceKind.ACCOUNT, "rest", COSTLY), first="program deploy deactivate-stake authorize call"),
            reads(ResourceKind.RECORD),
        ),
        "mosquitto_pub": use(sends(ResourceKind.MESSAGE, "-t --topic"), values="-t --topic -h --host -m --message -f --file -p --port -u -P -i -q"),
        "mosquitto_sub": LOOKS,
        "open xdg-open gnome-open kde-open gio-open wslview explorer sensible-browser www-browser firefox chrome google-chrome chromium safari brave": Usage(reader=_open),
        "lynx w3m links elinks browsh": use(reads(ResourceKind.URL, "args", Trait.REMOTE), values="-width -cfg"),
        "pbpaste wl-paste": LOOKS,
        "pbcopy wl-copy xclip xsel clip": use(updates(ResourceKind.DEVICE, "=clipboard")),
        "say espeak espeak-ng spd-say festival": Usage(reader=_say),
        "screencapture scrot gnome-screenshot maim flameshot spectacle grim xfce4-screenshooter": Usage(reader=_screen),
        "notify-send terminal-notifier zenity kdialog dialog whiptail osd_cat": Usage(reader=_notice),
        "afplay aplay paplay mpv mplayer vlc cvlc ffplay play": use(reads(FILE, "args"), values="-v -t -d -volume"),
        "lp lpr": use(sends(ResourceKind.DEVICE, "args", REVERSIBLE, ONE), values="-d -n -o -P -#"),
        "lpstat lpq": LOOKS,
        "lprm cancel": use(updates(ResourceKind.DEVICE, "=print queue")),
        "feh eog evince okular zathura xpdf sxiv imv display": use(reads(FILE, "args")),
        "todo todo.sh task-warrior tod taskwarrior khal khard calcurse remind": use(case(reads(), first="list ls l show calendar today report printcal tasks task"), case(reads(), most=0), updates(ResourceKind.TICKET, "args")),
    }
)  # fmt: skip
