"""Spanish: the words of requests, limits and everyday work, each line an English word and the forms that mean it.

A form that ends in a star is the beginning of a word. Data alone; tongues.py says how it is read.
"""

MARKS = """
el la los las un una unos unas y que de del al en por para sin es está están se lo le les mi mis tu su sus este esta estos
estas ese esa pero como más muy ya todos toda todas solo sólo favor quiero puedes puede hay cuando si porque qué cuál cuánto
"""

VERBS = """
delete: borr* elimin* suprim* quita quitar quítame quite
clear: vacía vacia vaciar vacíe
clean: limpi* depur*
cancel: cancel* anul* rescind*
send: envía* envia* envíe envie enviar mand* manda mándale
email: correo correos
reply: respond* contest*
inform: inform* avis* avís* notific* comunic*
tell: dile diles decir dígale dime dí
forward: reenvi* reenví*
invite: invit*
publish: public*
pay: pag* abon*
refund: reembols* devuelv* devolv*
buy: compr*
order: pide pedir encarg*
book: reserv*
transfer: transfier* transfer*
change: cambi* modific*
update: actualiz*
correct: corrig* correg*
fix: arregl* repar* soluciona*
replace: reemplaz* sustitu*
rename: renombr*
move: muev* mov* traslad*
raise: aument* sube subir súbe*
lower: baj* reduc* reduzc*
set: pon poner ponga ponlo fija fijar ajust* configur*
add: añad* agreg*
enter: introduc* introduzc* apunt*
create: crea crear cree créa* haz hazme
write: escrib* redact*
draft: borrador borradores
prepare: prepar*
copy: copi*
save: guard*
backup: respald*
download: descarg*
upload: sube-archivo carg*
export: export*
import: import*
install: instal*
restart: reinici* recarg*
start: inici* arranc* lanz*
run: ejecut*
stop: para-ya deten* detén*
disable: desactiv* apag* deshabilit*
enable: activ* enciend* encend* habilit*
lock: bloque*
unlock: desbloque*
open: abr*
close: cierr* cerr*
release: liber*
approve: aprueb* aprob* autoriz*
reject: rechaz* deneg*
share: compart*
grant: conced* otorg*
give: dale dales da
revoke: revoc* retir*
assign: asign*
merge: fusion* combin* unific*
restore: restaur* recuper*
reset: restablec* resete*
archive: archiv*
unsubscribe: desuscrib* desapunt*
subscribe: suscrib*
deploy: despleg* desplieg*
migrate: migr*
mark: marc*
mute: silenci*
look: mira mirar mire míra* ver vea revis*
check: comprueb* comprob* verific* chequ*
find: busc* encuentr* encontr* averigu*
show: muestr* mostr* enseñ*
list: lista listar listado
count: cuenta-las cuéntame contar
summarise: resum*
compare: compar*
calculate: calcul*
know: saber
explain: explic*
suggest: sugier* suger* propón* propon*
translate: traduc*
do: hagas haga hacer hag*
touch: toques toque tocar toca
use: uses usar usa utiliz*
ask: pregunt* consult*
wait: espera esperar espere
leave: deja dejar deje déja*
keep: conserv* mantén* manten*
stays: queda quedan sigue siguen
"""

WORDS = """
never: no nunca jamás
anything: nada ningún ninguna ninguno
without: sin
only: solo sólo solamente únicamente
alone: intacto intacta intactos tal-cual
until: hasta
unless: salvo
before: antes
once: cuando-haya
if: si
after: después tras
but: pero sino
because: porque
and: y e
or: o u
also: también además
then: luego entonces
please: favor
now: ahora ya
all: todo todos toda todas
every: cada
both: ambos ambas
the: el la los las un una unos unas
it: lo
them: les ellos ellas
this: este esta esto estos estas
that: ese esa eso que
me: me mí
i: yo
you: tú usted
we: nosotros
my: mi mis
our: nuestro nuestra nuestros nuestras
their: su sus
to: a al
for: para por
from: desde
of: de del
in: en
with: con
about: sobre
outside: fuera
within: dentro
other: otro otra otros otras demás resto
more: más
than: de-lo
most: máximo
can: puedes puede pueden podrías podría
should: debes debe deben deberías debería
must: tienes tiene hay-que
want: quiero quisiera
is: es está
are: son están
has: ha
have: he han tengo
what: qué
which: cuál cuáles
how: cómo
many: cuántos cuántas muchos
why: cuál-es-la-razón
who: quién
when: cuándo
where: dónde
old: viejo vieja viejos viejas antiguo antigua antiguos antiguas
new: nuevo nueva nuevos nuevas
"""

NOUNS = """
bin: papelera
list: lista
production: producción
test: prueba pruebas
customer: cliente clientes clienta
user: usuario usuarios usuaria
account: cuenta cuentas
invoice: factura facturas
reminder: recordatorio*
payment: pago pagos
price: precio precios
amount: importe cantidad monto
budget: presupuesto*
discount: descuento* rebaja*
order: pedido pedidos
booking: reserva reservas
flight: vuelo vuelos
event: cita citas reunión reuniones evento eventos
calendar: calendario agenda
message: mensaje mensajes
mailbox: buzón bandeja
folder: carpeta carpetas directorio
file: fichero ficheros
document: documento documentos contrato
contact: contacto contactos
address: dirección
employee: empleado* trabajador*
applicant: candidato* solicitud*
patient: paciente*
letter: carta
password: contraseña contraseñas clave
access: acceso accesos
permission: permiso permisos
database: base-de-datos bd
table: tabla tablas
row: fila filas registro registros
column: columna*
server: servidor servidores
queue: cola colas
branch: rama ramas
setting: configuración ajuste ajustes
device: dispositivo*
door: puerta puertas
light: luz luces
supplier: proveedor*
product: producto* artículo*
stock: existencias inventario
salary: sueldo* salario* nómina*
subscription: suscripción suscripciones
note: nota notas
report: informe informes
number: número números
day: día días
week: semana semanas
month: mes meses
year: año años
hour: hora horas
today: hoy
tomorrow: mañana
monday: lunes
tuesday: martes
wednesday: miércoles
thursday: jueves
friday: viernes
saturday: sábado
sunday: domingo
two: dos
three: tres
four: cuatro
five: cinco
ten: diez
approval: aprobación permiso-previo
data: datos
error: error errores
"""

PAIRS = """
de baja: da=unsubscribe dar=unsubscribe
"""
