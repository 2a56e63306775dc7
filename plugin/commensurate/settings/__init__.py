"""Policy file + environment + entry points -> a Guard. The only reader of configuration.

The policy file is the one that COMMENSURATE_POLICY names, else $XDG_CONFIG_HOME/commensurate/policy.yaml where it
exists, else none: the shipped rules and table, the local judge, and a log under $XDG_DATA_HOME/commensurate (a store
in memory only where it is asked for). A file in the working directory is never read: an agent could write it. A
policy that is named and does not load stops the start; every error says file:line.

file.py reads the policy file, words.py says what was meant, plugs.py makes what is named, load.py puts it together.
"""

from commensurate.settings.load import (
    channel,
    choices,
    judge,
    load_guard,
    load_policy,
    probe,
    read_store,
    rules,
    store,
    throwaway_guard,
    workspace,
)
from commensurate.settings.plugs import CHANNELS, JUDGES, STORES
from commensurate.settings.policy import Policy
from commensurate.settings.words import NONE, Named

__all__ = [
    "CHANNELS", "JUDGES", "NONE", "STORES", "Named", "Policy", "channel", "choices", "judge", "load_guard",
    "load_policy", "probe", "read_store", "rules", "store", "throwaway_guard", "workspace",
]  # fmt: skip
