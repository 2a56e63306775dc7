"""A credential that its own vendor's program prints, and that a login reads from its standard input, is shown to nobody.

Sources: the manuals of `docker login`, `helm registry login`, `gh auth login`, `aws ecr get-login-password`,
`gcloud auth print-access-token`, `vault login`, `npm login`.
"""

from collections.abc import Sequence
from dataclasses import replace

from commensurate.effects.options import names
from commensurate.model.effect import Effect, Operation, Trait
from commensurate.model.regex import regex

_VENDORS = names("aws gcloud gh glab az doctl op vault oc heroku yc pass bw doppler chamber scw oci ibmcloud kubectl")
_LOGIN = regex(
    r"\s*(?:sudo\s+)?(?:docker|podman|nerdctl|buildah|skopeo|oras|crane|regctl|helm|cosign|gh|glab|npm|pnpm|yarn|vault|op|wrangler|cf|twine|az|pulumi|terraform|flyctl|fly)\b"
    r"[^;&|]*\b(?:login|signin)\b[^;&|]*?(?:--password-stdin|--with-token|--stdin|--token-stdin|\s-(?:\s|$)|$)"
)


def signs_in(text: str) -> bool:
    """True for a stage of a pipeline that reads a credential from its standard input to sign in with it."""
    return _LOGIN.match(text) is not None


def handed_over(effects: Sequence[Effect]) -> list[Effect]:
    """The effects of what feeds a login: the credential that a vendor's program printed is used, and not shown."""
    return [
        replace(effect, traits=effect.traits - {Trait.SECRET})
        if effect.operation is Operation.READ
        and Trait.SECRET in effect.traits
        and effect.evidence.removeprefix("sudo ").split(" ", 1)[0] in _VENDORS
        else effect
        for effect in effects
    ]
