"""How the page looks."""

CSS = """
:root { --ink: #1c2329; --soft: #5b6770; --line: #d9dfe4; --pale: #f5f7f9; --link: #1f4e79; --bad: #b3261e; --good: #1b6e3c; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; color: var(--ink); background: #fff;
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1rem; margin: 1.4rem 0 .5rem; }
h4 { font-size: .8rem; margin: .9rem 0 .15rem; color: var(--soft); font-weight: 600; }
p { margin: .2rem 0; overflow-wrap: anywhere; }
a { color: var(--link); }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: .8rem 0; }
.note { color: var(--soft); font-size: .85rem; max-width: 60rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); vertical-align: bottom; }
.figures td { white-space: nowrap; font-variant-numeric: tabular-nums; }
.figures td:not(:first-child), .figures th:not(:first-child) { text-align: right; }
.figures td:first-child { position: sticky; left: 0; background: #fff; font-weight: 600; }
.confusion td { min-width: 4.5rem; }
.confusion td:nth-child(5), .confusion th:nth-child(5) { border-right: 3px solid var(--line); }
.none { color: #b4bcc2; }
.right.shade0, .right.shade1 { background: #f0f8f3; } .right.shade2 { background: #dcefe3; }
.right.shade3 { background: #c3e3cf; } .right.shade4 { background: #a9d6ba; } .right.shade5 { background: #8fc9a6; }
.wrong.shade0, .wrong.shade1 { background: #fdeceb; } .wrong.shade2 { background: #fadbd8; }
.wrong.shade3 { background: #f6c4bf; } .wrong.shade4 { background: #f1aba4; } .wrong.shade5 { background: #ec9189; }
.told td { min-width: 5rem; max-width: 26rem; overflow-wrap: break-word; }
.pictures { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; flex: 1 1 20rem; max-width: 34rem; min-width: 0; }
figure svg { width: 100%; height: auto; display: block; }
figcaption { color: var(--soft); font-size: .85rem; }
.better { color: var(--good); } .worse { color: var(--bad); }
ul { padding-left: 1.2rem; } ol { padding-left: 2.2rem; margin: 0; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .35rem 0; background: #fff; }
details[open] { box-shadow: 0 1px 4px rgba(0, 0, 0, .08); }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; padding: .45rem .7rem; cursor: pointer; }
summary::before { content: "▸"; color: var(--soft); } details[open] > summary::before { content: "▾"; }
summary::-webkit-details-marker { display: none; }
summary .id { font-weight: 600; overflow-wrap: anywhere; }
summary .line { color: var(--soft); font: .8rem ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.outcome { font-size: .75rem; font-weight: 600; padding: 0 .45rem; border-radius: 3px; background: var(--pale); }
.outcome.allow { background: #dcefe3; } .outcome.notify { background: #e3ecf5; }
.outcome.escalate { background: #fbecc8; } .outcome.block { background: #fadbd8; }
.story { padding: .2rem .9rem 1rem; border-top: 1px solid var(--line); }
.story:target { background: #fffdf2; }
.about { color: var(--soft); }
pre { margin: 0; padding: .5rem .7rem; background: var(--pale); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .8rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.long { max-height: 24rem; overflow: auto; }
ol pre { padding: .15rem .4rem; margin: .15rem 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .2rem 0; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { body { padding: .6rem; } dl { grid-template-columns: minmax(0, 1fr); } dt { margin-top: .3rem; } }
@media print { details { break-inside: avoid; } .long { max-height: none; } }
"""
