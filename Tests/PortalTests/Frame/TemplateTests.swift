import Testing

@testable import Web

@Suite("A template") struct TemplateTests {
    /// Things by name, as a page offers them.
    private struct Things: PageParts {
        let all: [String: Part]
        func child(named name: String) -> Part? { all[name] }
    }

    private func filled(_ sources: [String: String], _ things: [String: Part]) throws -> String {
        let parser = TemplateParser(sources: sources)
        let templates = try sources.reduce(into: [:]) { $0[$1.key] = try parser.template($1.key) }
        var writer = TemplateWriter(Things(all: things), templates: templates, capacity: 16)
        writer.write(templates["page"]!.nodes)
        return String(buffer: writer.buffer)
    }

    private func filled(_ source: String, _ things: [String: Part]) throws -> String {
        try filled(["page": source], things)
    }

    @Test("escapes what people typed, and nothing that three braces ask for")
    func escapes() throws {
        let text = try filled("{{a}} {{{a}}}", ["a": .text("<b>&\"'")])
        #expect(text == "&lt;b&gt;&amp;&quot;&#39; <b>&\"'")
    }

    @Test(
        "shows a section once for something, once for each of a list, and not for nothing",
        arguments: [
            ("{{#a}}x{{/a}}", "x"), ("{{#list}}{{.}},{{/list}}", "1,2,"), ("{{#none}}x{{/none}}", ""),
            ("{{#no}}x{{/no}}", ""), ("{{^no}}x{{/no}}", "x"), ("{{^list}}x{{/list}}", ""),
            ("{{^empty}}x{{/empty}}", "x"),
            ("{{#blank}}x{{/blank}}", ""), ("{{#inner}}{{label}}{{/inner}}", "in"), ("{{inner.label}}", "in"),
        ])
    func sections(source: String, expected: String) throws {
        let inner = Things(all: ["label": .text("in")])
        let things: [String: Part] = [
            "a": .text("text"), "list": .list([.text("1"), .text("2")]), "no": .flag(false), "empty": .list([]),
            "blank": .text(""), "inner": .parts(inner),
        ]
        #expect(try filled(source, things) == expected)
    }

    @Test("looks further out for a name, but not for one with a leading dot")
    func climbs() throws {
        let field = Things(all: ["label": .text("number")])
        let things: [String: Part] = ["error": .text("the page's"), "field": .parts(field)]
        #expect(try filled("{{#field}}{{label}} {{error}}{{/field}}", things) == "number the page&#39;s")
        #expect(try filled("{{#field}}{{label}}{{.error}}{{/field}}", things) == "number")
    }

    @Test("fills the blocks of its layout and holds partials, which see what is around them")
    func layouts() throws {
        let sources = [
            "layout": "<{{$head}}none{{/head}}|{{$content}}{{/content}}>", "part": "{{label}}!",
            "page": "{{<layout}}{{$content}}{{#field}}{{>part}}{{/field}}{{/content}}{{/layout}}",
        ]
        #expect(try filled(sources, ["field": .parts(Things(all: ["label": .text("x")]))]) == "<none|x!>")
    }

    @Test(
        "that is broken stops the start",
        arguments: ["{{#a}}", "{{a", "{{/a}}", "{{#a}}{{/b}}", "{{>absent}}", "{{>page}}", "{{<absent}}{{/absent}}"])
    func broken(source: String) {
        #expect(throws: Template.Broken.self) { try filled(source, [:]) }
    }

    @Test("shows nothing for an optional that holds nothing")
    func optionals() throws {
        struct Line { let label: String?, other: String? }
        let named = Named(Line(label: nil, other: "x"))
        #expect(try filled("{{#line}}{{.label}}{{.other}}{{/line}}", ["line": .parts(named)]) == "x")
    }

    @Test func aThingNamesTheTemplateThatItIsShownBy() throws {
        let card = Things(all: ["template": .text("card"), "text": .text("fee")])
        let sources = ["page": "<{{#cards}}{{>*template}}{{/cards}}>", "card": "{{.text}}"]
        #expect(try filled(sources, ["cards": .rows([card, card])]) == "<feefee>")
        #expect(try filled(sources, ["cards": .rows([Things(all: ["template": .text("none")])])]) == "<>")
    }

    @Test("tells of a name that nothing on the page has, and not of one that holds nothing now")
    func unknown() throws {
        struct Line { let label: String?, rows: [String] }
        let source =
            "{{label}}{{.rows}}{{#rows}}{{lable}}{{/rows}}{{#line}}{{.label}}{{.colour}}{{other}}{{line.size}}{{/line}}"
        let line = Named(Line(label: nil, rows: []))
        let page = Things(all: ["line": .parts(line), "label": .text("x"), "rows": .list([])])
        var unknown: [String] = []
        var writer = TemplateWriter(page, templates: [:], capacity: 16) { unknown.append("\($0)") }
        writer.write(try TemplateParser(sources: ["page": source]).template("page").nodes)
        #expect(unknown == [".colour", "other", "line.size"])
    }
}
