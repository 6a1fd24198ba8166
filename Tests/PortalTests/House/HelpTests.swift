import Domain
import Foundation
import Testing

@testable import Ground
@testable import House
@testable import Web

@Suite("The manual in the portal")
struct HelpTests {
    @Test("opens at the chapter of one's role from every page, in one's language", arguments: Role.allCases)
    func own(_ role: Role) async throws {
        let world = try await World()
        try await world.browse(as: role) { browser in
            let room = role == .surveyAgent ? "surveys" : "jobs"
            let page = try await browser.get("/arman/\(room)").text
            let link = try #require(page.firstMatch(of: #/href="(\/arman\/help\?room=(jobs|surveys))"/#)?.1)
            let chapter = try #require(try await browser.get(String(link)).location)
            let name =
                switch role {
                case .financeOfficer, .financeApprover: "finance"
                case .storekeeper, .stockManager: "stock"
                case .workshopManager, .benchTechnician: "workshop"
                default: role.rawValue
                }
            #expect(chapter == "/arman/help/\(name)")
            let persian = try await browser.get(chapter).text
            #expect(persian.contains("وقتی «نه» می‌گوید"))
            _ = try await browser.post("/language", [("language", "en"), ("back", "/")])
            let english = try await browser.get(chapter).text
            #expect(english.contains("When it says no"))
        }
    }

    @Test("opens at the chapter of the page's room where that says more")
    func room() {
        let officer = Roles([.financeOfficer])
        #expect(ManualChapter(for: officer, in: "banks") == .bankFiles)
        #expect(ManualChapter(for: officer, in: "payouts") == .finance)
        let both = Roles([.reception, .dispatcher])
        #expect(ManualChapter(for: both, in: "jobs") == .reception)
        #expect(ManualChapter(for: both, in: "board") == .dispatcher)
        #expect(ManualChapter(for: Roles([.auditor]), in: "board") == .auditor)
    }

    @Test("has every chapter in both languages, and each link in them leads to a page", arguments: Language.allCases)
    func links(_ language: Language) async throws {
        let world = try await World()
        let files = try FileManager.default.contentsOfDirectory(atPath: World.root("docs/manual/\(language)").path)
        #expect(Set(files) == Set(ManualChapter.allCases.map(\.file)))
        try await world.browse(as: .administrator) { browser in
            _ = try await browser.post("/language", [("language", language.rawValue), ("back", "/")])
            for chapter in ManualChapter.allCases {
                let answer = try await browser.get("/arman/help/\(chapter.rawValue)")
                #expect(answer.status == .ok, "\(chapter)")
                for link in answer.text.matches(of: #/href="(\/arman\/help\/[^"]+)"/#) {
                    #expect(ManualChapter(rawValue: String(link.1.dropFirst("/arman/help/".count))) != nil, "\(link.1)")
                }
                for picture in answer.text.matches(of: #/<img src="([^"]+)"/#) {
                    let drawn = try await browser.get(String(picture.1))
                    #expect(drawn.status == .ok && drawn.text.hasPrefix("<svg"), "\(picture.1)")
                }
                #expect(!answer.text.contains("pictures/\(language)/"), "\(chapter) shows the name of a picture")
                #expect(!answer.text.contains(".md"), "\(chapter) shows the name of a file")
            }
            for name in ["nothing", "..", "%2e%2e%2fauditor"] {
                let none = try await browser.get("/arman/help/pictures/\(name)")
                #expect(none.status == .notFound)
            }
            let unknown = try await browser.get("/arman/help/nothing")
            #expect(unknown.status == .notFound)
        }
    }
}

@Suite("The Markdown of the manuals")
struct MarkdownTests {
    private func html(_ text: String) -> String { Markdown(text) { $0 == "there.md" ? "/there" : nil }.html }

    @Test(
        "reads what the manuals are written in",
        arguments: [
            ("# One\ntwo\nthree", "<p>two three</p>\n"), ("# One\n## Two", "<h2>Two</h2>\n"),
            ("a **b** `c`", "<p>a <b>b</b> <code dir=\"ltr\">c</code></p>\n"),
            ("- a\n  b\n- c\n\nd", "<ul><li>a b</li><li>c</li></ul>\n<p>d</p>\n"),
            ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>\n"), ("**a** b", "<p><b>a</b> b</p>\n"),
            ("![a<](there.md)", "<p><img src=\"/there\" alt=\"a&lt;\" loading=\"lazy\"></p>\n"),
            ("![a](gone.svg)", "<p>a</p>\n"),
            ("[x](there.md) [y](gone.md)", "<p><a href=\"/there\">x</a> y</p>\n"),
            (
                "| a | b |\n|---|---|\n| 1 | - 2 |",
                "<div class=\"table-wrap\"><table class=\"table stack\"><thead><tr><th scope=\"col\">a</th>"
                    + "<th scope=\"col\">b</th></tr></thead><tbody><tr><td class=\"lead\">1</td>"
                    + "<td class=\"second\">- 2</td></tr></tbody></table></div>\n"
            ),
        ])
    func reads(_ text: String, _ expected: String) {
        #expect(html(text) == expected)
    }

    @Test("lets no markup of its own pass")
    func escapes() {
        let html = html("<script>**<b>**</script> [x](javascript:alert) `<i>`\n\n| <u> |\n|---|\n- <s>")
        #expect(
            !html.contains("<script") && !html.contains("<u>") && !html.contains("<s>") && !html.contains("javascript"))
        #expect(html.contains("&lt;script&gt;<b>&lt;b&gt;</b>") && html.contains("<code dir=\"ltr\">&lt;i&gt;</code>"))
    }
}
