"""German: the words of requests, limits and everyday work, each line an English word and the forms that mean it.

A form that ends in a star is the beginning of a word. Data alone; tongues.py says how it is read.
"""

MARKS = """
der die das den dem des ein eine einen einem einer und oder ist sind bitte nicht kein keine keinen nur für mit von vom zum zur
im am auf aus bei bis nach über unter ich du wir ihr mir mich dir uns auch noch schon alle alles wenn dass weil wie welche
welcher welches hat haben wird werden kann kannst soll sollen muss darf dürfen mal ihre ihren seine sein meine meinen unsere
"""

VERBS = """
delete: lösch* entfern* tilg* vernichte* wegwerf* loswerden ausradier* beseitig* gelöscht entfernt
clear: leere leeren leert geleert entleer*
clean: bereinig* säuber* aufräum* aufzuräumen entrümpel*
cancel: storn* kündig* absag* abzusagen abbestell* annullier* widerruf*
send: schick* send* verschick* versend* verschicken abschick* gesendet geschickt
email: maile mail mails e-mail e-mails mailen rundmail*
reply: antworte antworten beantwort*
tell: sag sage sagt erzähl*
inform: informier* benachrichtig* unterricht* verständig* melde melden mitteil*
forward: weiterleit* weiterzuleiten
invite: einlad* einzuladen lade
publish: veröffentlich* publizier*
post: poste posten
pay: bezahl* zahl* begleich* überweis* anweis* überweist
refund: erstatt* rückerstatt* zurückzahl* gutschreib* gutschrift*
buy: kauf* einkauf*
order: bestell* nachbestell*
book: buch* umbuch* reservier*
transfer: übertrag*
change: änder* umstell* anpass* verstell* abänder* bearbeit* umänder*
update: aktualisier* auffrisch*
correct: korrigier* berichtig* richtigstell* verbesser*
fix: behebe beheben repariere reparieren löse lösen reparier*
replace: ersetz* austausch* ausgetauscht
rename: umbenenn* umzubenennen benenn*
move: verschieb* schieb* verleg* umzieh* verlager*
raise: erhöh* steiger* anheb*
lower: senk* verringer* reduzier* herabsetz* kürz*
set: setz* stell stelle einstell* festleg* eingestellt bekomm* erhält erhalten
add: hinzufüg* ergänz* füg* hinzuzufügen nachtrag*
enter: eintrag* einzutragen trag* erfass* eingeb*
create: erstell* anleg* anzulegen leg* erzeug* einricht* einzurichten
write: schreib* verfass* notier*
draft: entwirf* entwerf* entwurf* entwürf*
prepare: vorbereit* vorzubereiten bereit
copy: kopier* kopie kopien
save: speicher* sicher* abspeicher* gesichert
backup: backup* sicherung*
download: herunterlad* lade-herunter
upload: hochlad* hochzuladen
export: exportier* ausgeb*
import: importier* einspiel* einzuspielen
install: installier*
restart: neustart* neu-starten
start: starte starten anstoß* auslös* angestoßen
run: ausführ* auszuführen führe laufen
stop: stopp* anhalt* beend* halte
disable: deaktivier* abschalt* ausschalt* abzuschalten abstell* stilllegen
enable: aktivier* einschalt* anschalt* freischalt*
lock: sperr* verriegel* abschließ*
unlock: entsperr* aufschließ*
open: öffne öffnen aufmach*
close: schließ* zumach* abschluss*
release: freigeb* freizugeben freigabe*
give: gib gebt geben
approve: genehmig* bewillig* gutheiß* zustimm*
reject: ablehn* abzulehnen zurückweis* absagen
share: teil teile teilt teilen freigegeben
grant: gewähr* erteil* berechtig*
revoke: entzieh* entzug
assign: zuweis* zuzuweisen zuordn*
merge: zusammenführ* zusammenzuführen zusammenleg* vereinig*
restore: wiederherstell* wiederherzustellen zurückspiel*
reset: zurücksetz* zurückzusetzen
archive: archivier* archiv*
unsubscribe: austrag* auszutragen abmeld*
subscribe: abonnier* anmeld*
deploy: ausroll* auszurollen bereitstell*
migrate: migrier*
mark: markier* kennzeichn*
mute: stummschalt* stumm
look: schau* anschau* guck* sieh anseh* nachseh* durchseh* ansehen
check: prüf* überprüf* kontrollier* nachschau*
find: finde finden such* herausfind* raussuch* heraus raus
show: zeig* anzeig*
list: liste listen auflist* aufzulisten
count: zähl* zählen
summarise: zusammenfass* zusammenzufassen fass fasse
compare: vergleich*
calculate: berechne* rechne* ausrechn*
know: wissen weiß
explain: erklär* erläuter*
suggest: vorschlag* vorzuschlagen vorschläg*
translate: übersetz*
sort: sortier* ordne
do: tu tun mach mache machen machst erledig* durchführ*
touch: anfass* anrühr* antast* anzufassen rühr* fass-an
use: benutz* verwend* nutz*
ask: frag* nachfrag* fragst
wait: wart* abwart*
leave: lass* belass*
keep: behalt* aufheb* aufbewahr* halten
stays: bleib* bleiben bleibt
"""

WORDS = """
never: nicht nie niemals keinesfalls weder
no: kein* keinerlei
never anything: nichts
without: ohne
only: nur ausschließlich lediglich bloß
alone: ruhe unangetastet unberührt unverändert
until: bis
unless: außer
before: bevor vorher zuvor ehe
once: sobald
if: wenn falls
after: nachdem
but: aber sondern jedoch allerdings doch
because: weil denn da
and: und sowie
anything: irgendetwas irgendwas etwas
or: oder
also: auch ebenfalls
then: dann danach anschließend
please: bitte
now: jetzt sofort
all: alle alles allen aller sämtliche* gesamt* ganze* komplett*
every: jede jeden jeder jedes
each: jeweils
both: beide beiden
everyone: jedem alle-leute
the: der die das den dem des ein eine einen einem einer eines diese* dieser
it: es
them: sie ihnen denen
this: dies
that: dass jene*
me: mir mich
i: ich
you: du ihr
we: wir uns
my: mein meine meinen meinem meiner
our: unser unsere unseren unserem unserer
their: ihre ihren ihrem ihrer seine seinen seinem seiner sein
to: zu an zum zur
for: für
from: von vom aus
of: seiten
in: im in
on: auf am
with: mit
at: bei beim um
about: über
under: unter
outside: außerhalb
within: innerhalb
other: andere anderen anderer anderes übrigen übrige restliche* rest
more: mehr
than: als
most: höchstens maximal
over: über
can: kann kannst können könntest könnt könnte darf darfst dürfen
should: soll sollst sollen sollte sollten
must: muss musst müssen müsste
will: wird werden wirst
want: will möchte möchten wollen willst
is: ist
are: sind
was: war wurde
were: waren wurden
has: hat
have: habe haben hast
what: was
which: welche welcher welches welchen
how: wie
many: viele vielen
why: warum wieso weshalb
who: wer
when: wann
where: wo
go: weg raus fort
old: alt alte alten alter altes
older: älter ältere älteren
new: neu neue neuen neuer neues
unused: ungenutzt* unbenutzt* verwaist*
temporary: temporär* vorübergehend*
protected: geschützt*
open: offene offenen offener
"""

NOUNS = """
heads-up: bescheid
test: test tests getestet
production: produktion* produktiv* live-system livesystem echtsystem echtbetrieb prod
staging: staging testumgebung testsystem
customer: kunde kunden kundin kundinnen kundschaft mandant*
user: nutzer* benutzer* anwender*
account: konto konten kontos benutzerkonto
invoice: rechnung* beleg belege
reminder: mahnung* erinner*
payment: zahlung* überweisung* bezahlung
refund: erstattung*
price: preis*
amount: betrag* summe* beträge
budget: budget* etat
discount: rabatt*
order: bestellung* auftrag aufträge
booking: buchung* reservierung*
flight: flug flüge rückflug hinflug
event: termin* besprechung* sitzung*
calendar: kalender*
appointment: verabredung*
message: nachricht* mitteilung*
mailbox: postfach posteingang
folder: ordner* verzeichnis*
file: datei* akte akten unterlagen
document: dokument* vertrag verträge
contact: kontakt*
address: adresse* anschrift*
employee: mitarbeiter* angestellte* kollege* kollegin*
applicant: bewerber* bewerbung*
patient: patient*
letter: brief* schreiben arztbrief*
medication: medikation medikament*
password: passwort passwörter kennwort
access: zugriff* zugang zugänge
permission: recht rechte berechtigung*
admin: administrator*
database: datenbank*
table: tabelle*
row: zeile* datensatz datensätze
record: eintrag einträge
column: spalte*
server: rechner
queue: warteschlange*
cache: zwischenspeicher
branch: zweig*
setting: einstellung*
device: gerät*
door: tür türen
heating: heizung*
light: licht lampe*
newsletter: rundbrief*
list: verteiler*
supplier: lieferant*
shop: laden-geschäft
product: produkt artikel
stock: bestand bestände lager*
salary: gehalt gehälter lohn löhne
subscription: abo abos abonnement*
backup: sicherungskopie*
note: notiz* vermerk*
report: bericht* auswertung*
number: nummer zahl zahlen
day: tag tage tagen
week: woche wochen
month: monat monate monaten
year: jahr jahre jahren
hour: stunde stunden
minute: minute minuten
today: heute
tomorrow: morgen
monday: montag*
tuesday: dienstag*
wednesday: mittwoch*
thursday: donnerstag*
friday: freitag*
saturday: samstag* sonnabend
sunday: sonntag*
two: zwei
three: drei
four: vier
five: fünf
ten: zehn
hundred: hundert
approval: genehmigung* zustimmung* freigabe okay
data: daten
error: fehler
"""

PAIRS = """
aus: trag=unsubscribe schalt=disable mach=disable stell=disable roll=deploy führ=run füll=fill geb=export
ein: trag=enter stell=set schalt=enable lad=invite lade=invite spiel=import richt=create zieh=collect zahl=deposit
auf: räum=clean heb=keep mach=open leg=create list=list lös=close
ab: sag=cancel schick=send lehn=reject schalt=disable brech=cancel bestell=cancel stell=disable schließ=close mel=unsubscribe meld=unsubscribe warte=wait leg=save
an: leg=create pass=change schau=look sieh=look ruf=call fass=touch rühr=touch stoß=start nimm=approve nehm=approve zeig=show schalt=enable hebe=raise heb=raise
um: stell=change benenn=rename buch=change zieh=move
zu: weis=assign ordn=assign mach=close stimm=approve schick=send
weg: nimm=revoke hau=delete mach=delete tu=delete wirf=delete werf=delete schmeiß=delete räum=delete lass=omit
raus: wirf=delete werf=delete schmeiß=delete such=find find=find schick=send
heraus: nimm=delete such=find find=find
hinzu: füg=add
hoch: lad=upload setz=raise fahr=start
herunter: lad=download fahr=stop
runter: lad=download fahr=stop setz=lower
vor: schlag=suggest bereit=prepare leg=show
zurück: setz=reset spiel=restore zahl=refund nimm=revoke ruf=call
frei: geb=release gib=release schalt=enable
mit: teil=inform
nach: schau=check seh=check sieh=check frag=ask bestell=order
weiter: leit=forward
zusammen: führ=merge leg=merge fass=summarise
durch: führ=do
still: leg=disable
stumm: schalt=mute
"""
