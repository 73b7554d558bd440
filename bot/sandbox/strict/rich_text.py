"""The rich_text block: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from bot.sandbox.strict.shapes import anything, boolean, by_type, integer, items, one_of, shape, string

STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "highlight", "client_highlight", "unlink", "underline"), boolean
    ),
)

INLINE = by_type(
    {
        "text": shape({"text": string(10_000)}, {"style": STYLE}),
        "link": shape({"url": string(3000)}, {"text": string(10_000), "unsafe": boolean, "style": STYLE}),
        "emoji": shape({"name": string(100)}, {"unicode": string(100), "url": string(3000), "style": STYLE}),
        "user": shape({"user_id": string(20)}, {"style": STYLE}),
        "usergroup": shape({"usergroup_id": string(20)}, {"style": STYLE}),
        "channel": shape({"channel_id": string(20)}, {"style": STYLE}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
        "color": shape({"value": string(20)}),
        "date": shape(
            {"timestamp": integer(0, 10**11), "format": string(200)},
            {"url": string(3000), "fallback": string(500), "style": STYLE},
        ),
    }
)

SECTION = shape({"elements": items(INLINE, 1000, least=0)})

ELEMENTS = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": SECTION}), 1000),
        },
        {"indent": integer(0, 8), "offset": integer(0, 10**6), "border": integer(0, 1)},
    ),
    "rich_text_preformatted": shape(
        {"elements": items(INLINE, 1000)}, {"border": integer(0, 1), "language": anything}
    ),
    "rich_text_quote": shape({"elements": items(INLINE, 1000)}, {"border": integer(0, 1)}),
}

RICH_TEXT = shape({"elements": items(by_type(ELEMENTS), 1000)}, {"block_id": string(255)})
