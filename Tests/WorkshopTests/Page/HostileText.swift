/// What people put into fields to make a page do something.
enum HostileText {
    static let all = [
        "<script>scriptsThatRan.push('script')</script>",
        "<img src=x onerror=\"scriptsThatRan.push('img')\">",
        "<svg/onload=scriptsThatRan.push('svg')>",
        "\"><iframe srcdoc=\"<script>parent.scriptsThatRan.push('frame')</script>\">",
        "' onmouseover='scriptsThatRan.push(1)' x='",
        "javascript:scriptsThatRan.push('link')",
        "data:text/html,<script>opener.scriptsThatRan.push('data')</script>",
        "${scriptsThatRan.push('template')} {{constructor.constructor('x')()}}",
        "<a href=\"http://192.0.2.1/\">x</a><link rel=stylesheet href=http://192.0.2.1/x>",
        "</textarea></pre></title><meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
        "<style>*{background:url(http://192.0.2.1/)}</style>",
        "\u{202E}gpj.exe \u{2066}x\u{2069} \u{200B}\u{FEFF}",
        "__proto__", "constructor", "toString", "hasOwnProperty",
        "#feed?m=1&ch=%00", "%3Cscript%3E", "a\u{301}\u{301}\u{301}\u{301}\u{301}",
        "مرحبا بالعالم", "𝕏 👩‍👩‍👧‍👦 名前",
        "]]>--><![CDATA[", "\\u003cscript\\u003e", "'\"`;--",
    ]
}
