import Domain
import Foundation
import Testing

@testable import Ground
@testable import House
@testable import Reports

@Suite("Pages of reports")
struct ReportPageTests {
    private static let readers = Role.allCases.filter { Set<Role>.seesMoney.contains($0) }

    /// Each link to a list of jobs, with what stands in it.
    private func links(_ page: String) -> [(href: String, text: String)] {
        page.matches(of: #/<a href="(\/arman\/reports\/jobs\?[^"]*)">([^<]*)<\/a>/#).map {
            (String($0.1).replacing("&amp;", with: "&"), String($0.2))
        }
    }

    private func rows(_ page: String) -> Int { page.matches(of: #/<td class="lead nowrap">/#).count }

    private func number(_ text: String) -> Int? { Int(Digits.ascii(text).prefix { $0.isNumber }) }

    @Test(
        "have beside each figure the number of jobs that its list shows, for each role that reads them",
        arguments: readers)
    func lists(_ role: Role) async throws {
        let world = try await World.withFigures()
        try await world.browse(as: role) { browser in
            let page = try await browser.get("/arman/reports").text
            #expect(page.contains("آبان ۱۴۰۵") && page.contains("شاخص‌ها تا ۱۴۰۵/۰۹/۰۲"), "the last month that is over")
            let all = links(page)
            #expect(all.count >= 12)
            for (href, text) in all {
                let list = try await browser.get(href)
                #expect(list.status == .ok && rows(list.text) == number(text), "\(role) \(href) \(text)")
            }
        }
    }

    @Test("show the figure, the period before, the year before, its definition and what is immature of it")
    func tiles() async throws {
        let world = try await World.withFigures()
        try await world.browse(as: .serviceManager) { browser in
            let month = try await browser.get("/arman/reports?period=1405-08").text
            #expect(month.contains("<h2>تعمیر مجدد</h2><p><b>۷٫۱٪</b>"))
            #expect(month.contains("<h2>رضایت مشتریان</h2><p><b>۸۳٫۳٪</b> <small>بین ۵۵٫۲٪ و ۹۵٫۳٪</small>"))
            #expect(month.contains("<h2>کارمزد نمایندگان</h2><p><b>۶۷۵٬۰۰۰ ریال</b>"))
            #expect(month.matches(of: #/هنوز کامل نیست/#).count == 2)
            #expect(month.contains("دوره پیش: ۱ · همین دوره سال پیش: ۰"))
            #expect(month.contains("سهم تعمیرهایی که تا ۳۰ روز پس از پایانشان"))
            #expect(month.matches(of: #/<svg class="chart-picture"/#).count == 4)
            let year = try await browser.get("/arman/reports?period=1405").text
            #expect(
                year.contains("این دوره هنوز به پایان نرسیده است")
                    && year.contains("<h2>کارهای پایان‌یافته</h2><p><b>۱۶</b>"))
            let english = try await browser.get("/arman/reports?period=1390-01").text
            #expect(english.contains("شاخصی برای این دوره نیست"))
        }
    }

    @Test("tell the figures apart by each dimension, each cell leading to its jobs", arguments: ReportDimension.chosen)
    func dimensions(_ dimension: ReportDimension) async throws {
        let world = try await World.withFigures()
        try await world.browse(as: .auditor) { browser in
            for measure in dimension.measures {
                let path = "/arman/reports/by?by=\(dimension.rawValue)&period=1405-08&measure=\(measure.rawValue)"
                let page = try await browser.get(path).text
                #expect(page.contains("aria-sort=\"descending\""), "\(path)")
                #expect(!measure.isAdditive || page.contains("<svg class=\"chart-picture\""), "\(path)")
            }
            let page = try await browser.get("/arman/reports/by?by=\(dimension.rawValue)&period=1405-08").text
            var seen = 0
            for (href, text) in links(page) {
                let asked = Asked(query: String(href.split(separator: "?")[1]))
                guard let set: JobSet = asked.word("set"), [.received, .done, .repairs, .cancelled].contains(set) else {
                    continue
                }
                let list = try await browser.get(href)
                #expect(rows(list.text) == number(text), "\(href) \(text)")
                seen += 1
            }
            #expect(seen > 0)
        }
    }

    @Test("set a dealer beside the median of his grade, where three are of it")
    func peers() async throws {
        let world = try await World.withFigures()
        try await world.browse(as: .administrator) { browser in
            let two = try await browser.get("/arman/reports/by?by=dealer&period=1405-08").text
            #expect(two.contains("نمایندگی تهران") && !two.contains("میانه نمایندگان هم‌درجه"))
        }
    }

    @Test("come as files with all rows, in numbers")
    func files() async throws {
        let world = try await World.withFigures()
        try await world.browse(as: .financeOfficer) { browser in
            let csv = try await browser.get("/arman/reports/by/export?by=dealer&period=1405-08&format=csv").text
            let lines = csv.split(whereSeparator: \.isNewline)
            #expect(lines.count == 4 && lines[0].contains("کارمزد نمایندگان (ریال)"))
            #expect(lines[0].contains("نمایندگان هم‌درجه"))
            #expect(lines.contains { $0.contains("نمایندگی تهران") && $0.contains("400000") })
            let book = try await browser.get("/arman/reports/by/export?by=model&format=xlsx")
            #expect(book.status == .ok && book.bytes.starts(with: [0x50, 0x4B]))
            let jobs = try await browser.get("/arman/reports/jobs/export?set=done&period=1405-08&format=csv").text
            #expect(jobs.split(whereSeparator: \.isNewline).count == 15)
            let part = try await browser.get("/arman/reports/jobs/export?set=repairs&period=1405-08&by=part&key=~P-2")
                .text
            #expect(part.split(whereSeparator: \.isNewline).count == 4)
        }
    }

    @Test("are read page by page from both sides, and are a page whatever is asked")
    func pages() async throws {
        let world = try await World.withFigures()
        for place in 0..<30 { try await world.addDone(mobile: "0936\(1_000_000 + place)", daysAgo: 0) }
        try await world.browse(as: .auditor) { browser in
            for set in ["done", "received"] {
                let first = try await browser.get("/arman/reports/jobs?set=\(set)&period=1405-09").text
                let next = try #require(first.firstMatch(of: #/rel="next" href="([^"]*)"/#)).1.replacing(
                    "&amp;", with: "&")
                let second = try await browser.get(String(next)).text
                #expect(rows(first) == 25 && (6...40).contains(rows(second)), "\(set) \(rows(second))")
                let back = try #require(second.firstMatch(of: #/rel="prev" href="([^"]*)"/#)).1.replacing(
                    "&amp;", with: "&")
                let again = try await browser.get(String(back)).text
                #expect(rows(again) == 25)
            }
            for odd in [
                "jobs?set=x&by=y&key=%00&after=1.x", "jobs?by=city&key=%27", "by?by=all&measure=x&period=q",
                "by?by=part&measure=received", "jobs?by=dealer&key=",
            ] {
                let answer = try await browser.get("/arman/reports/\(odd)")
                #expect(answer.status == .ok, "\(odd)")
            }
        }
    }

    @Test("are counted again when the administrator asks for it")
    func again() async throws {
        let world = try await World.withFigures()
        _ = try await world.arman.write { try $0.execute("DELETE FROM report_figure") }
        try await world.browse(as: .administrator) { browser in
            let asked = try await browser.post("/arman/reports/rebuild")
            #expect(asked.location == "/arman/reports")
            try await world.work()
            let page = try await browser.get("/arman/reports?period=1405-08").text
            #expect(page.contains("<h2>کارهای پایان‌یافته</h2><p><b>۱۴</b>"))
        }
    }
}
