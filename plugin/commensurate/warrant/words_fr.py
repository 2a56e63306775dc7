"""French: the words of requests, limits and everyday work, each line an English word and the forms that mean it.

A form that ends in a star is the beginning of a word. Data alone; tongues.py says how it is read.
"""

MARKS = """
le la les un une des du de et ou est sont au aux en dans pour par avec sans ne pas je tu nous vous il elle ce cette ces mon ma
mes ta tes sa ses l notre votre leur que qui mais tout tous toute toutes merci veux peux peut seulement sur
"""

VERBS = """
delete: supprim* efface effacer effacez enlèv* enlev* retire retirer retirez
clear: vide vider videz purge purger
clean: nettoi* nettoy*
cancel: annul* résili* décommand*
decline: déclin*
send: envoi* envoy* expédi*
email: mail mails courriel courriels e-mail
reply: répond* répondre
inform: inform* préven* prévien* avert* notifi* signal*
tell: dis dire dites
forward: transfér* transmet* transfèr*
invite: invit*
publish: publi*
pay: pay* pai* règle règler régler
refund: rembours*
buy: achèt* achet*
order: command*
book: réserv*
transfer: vire virer virez
change: chang* modifi*
update: actualis* mets-à-jour
correct: corrig*
fix: répar* résou* résoudre
replace: remplac*
rename: renomm*
move: déplac* décal* report*
raise: augment*
lower: baiss* réduis* rédui* dimin*
set: règle-le met mets mettre mettez fixe fixer
add: ajout*
enter: sais* inscri*
create: crée créer créez crée-*
write: écri* rédig*
draft: brouillon*
prepare: prépar*
copy: copi*
save: sauvegard* enregistr*
download: télécharg*
upload: téléverse*
export: export*
import: import*
install: install*
restart: redémarr* relanc*
start: démarr* lanc* déclench*
run: exécut*
stop: arrêt*
disable: désactiv* étein* coupe couper
enable: activ* allum*
lock: verrouill* bloqu*
unlock: déverrouill* débloqu*
open: ouvr*
close: ferm* clôtur* clos
release: libér*
approve: approuv* valid* autoris*
reject: rejet* refus*
share: partag*
grant: accord*
give: donn*
revoke: révoqu*
assign: attribu* assign* affect*
merge: fusionn*
restore: restaur* récupèr* récupér*
reset: réinitialis*
archive: archiv*
unsubscribe: désabonn* désinscri*
subscribe: abonn* réabonn*
deploy: déploi* déploy*
migrate: migr*
mark: marqu*
mute: silence
look: regard* consult*
check: vérifi* contrôl*
find: trouv* cherch* recherch*
show: montr* affich*
list: liste lister listez
count: compte-* compter comptez
summarise: résum*
compare: compar*
calculate: calcul*
know: savoir
explain: expliqu*
suggest: propos* suggèr* suggér*
translate: tradui*
do: fais faire faites
touch: touch*
use: utilis*
ask: demand*
wait: attend*
leave: laiss*
keep: gard* conserv*
stays: reste restent
"""

WORDS = """
never: ne n jamais
anything: rien aucun aucune
-: pas
without: sans
only: seulement uniquement seul seule
alone: tranquille intact intacte
until: jusqu
unless: sauf
before: avant
once: dès
if: si
after: après
but: mais
because: car
and: et
or: ou
also: aussi également
then: puis ensuite
please: stp svp merci
now: maintenant
all: tout tous toute toutes
every: chaque
both: deux-ensemble
the: le la les l un une des du c s
it: ça cela
them: leur eux -les
this: ce cet cette ces
that: que
me: moi
i: je j
you: tu vous
we: nous
my: mon ma mes
our: notre nos
their: son sa ses leurs
to: à au aux
for: pour
from: depuis
of: de d
in: dans en
on: sur
with: avec
outside: hors
other: autre autres reste-des
more: plus
than: que-de
most: maximum
can: peux peut pouvez pourrais pourriez peuvent
should: dois doit devez devrait
must: faut doivent
want: veux veut voudrais aimerais
is: est
are: sont
has: a
have: ai ont
what: quoi quel quelle quels quelles
how: comment
many: combien
why: pourquoi
who: qui
when: quand
where: où
old: vieux vieille ancien ancienne anciens anciennes
new: nouveau nouvelle nouveaux nouvelles
"""

NOUNS = """
production: production prod
test: essai essais
customer: client clients cliente clientes
user: utilisateur* utilisatrice*
account: compte comptes
invoice: facture factures
reminder: rappel rappels
payment: paiement* virement* règlement*
price: prix tarif*
amount: montant somme
budget: budget*
discount: remise rabais
order: commande-client
booking: réservation*
flight: vol vols
event: réunion réunions rendez-vous rdv événement* entretien
calendar: agenda calendrier
message: message* messages
folder: dossier dossiers répertoire
file: fichier fichiers
document: document* contrat*
contact: contact* inscriptions inscription
address: adresse*
employee: employé* salarié* collègue*
applicant: candidat*
patient: patient*
letter: lettre courrier
password: mot-de-passe
access: accès
permission: droit droits permission*
database: base
table: table*
row: ligne* enregistrement*
column: colonne*
server: serveur*
queue: file-d
branch: branche*
setting: réglage* paramètre*
device: appareil*
door: porte portes
light: lumière*
supplier: fournisseur*
product: produit* article*
stock: stock*
salary: salaire* paie
subscription: abonnement*
note: note notes
report: rapport*
number: numéro nombre
participant: participant*
series: série
day: jour jours
week: semaine semaines
month: mois
year: an ans année années
hour: heure heures
today: aujourd'hui
tomorrow: demain
monday: lundi
tuesday: mardi
wednesday: mercredi
thursday: jeudi
friday: vendredi
saturday: samedi
sunday: dimanche
two: deux
three: trois
four: quatre
five: cinq
ten: dix
approval: accord-écrit approbation
data: données
error: erreur erreurs
welcome: bienvenue
"""

PAIRS = """
à jour: met=update mets=update mettez=update mettre=update
"""
