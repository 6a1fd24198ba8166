import Domain
import Testing

@testable import Ground

@Suite("The board")
struct BoardTests {
    @Test("counts the jobs that wait in each city, and no others")
    func counts() async throws {
        let world = try await World()
        for _ in 1...3 { try await world.addJob() }
        try await world.addJob(city: "شیراز")
        try await world.giveJob(try await world.addJob(city: "کرج"))
        try await world.browse(as: .dispatcher) { browser in
            let board = try await browser.get("/arman/board").text
            let tehran = try await world.city("تهران")
            #expect(board.contains("/arman/board/\(tehran)\""))
            #expect(board.contains("<b class=\"num\">۳</b>"))
            #expect(board.contains("شیراز"))
            #expect(board.contains("<small class=\"late\">بدون نماینده فعال</small>"))
            #expect(!board.contains("<span>کرج<small"))
            let all = try await browser.get("/arman/board?show=all").text
            #expect(all.contains("<span>کرج<small"))
        }
    }

    @Test("says that a city's dealer is out of contract, rather than that it has none")
    func idle() async throws {
        let world = try await World()
        try await world.addJob()
        try await world.addJob(city: "کرج")
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE dealer SET contract_to = contract_from WHERE code = 'D200'")
        }
        try await world.browse(as: .dispatcher) { browser in
            let board = try await browser.get("/arman/board").text
            #expect(board.contains("<span>کرج<small class=\"late\">بدون نماینده فعال (قرارداد ۱ نماینده"))
            #expect(board.contains("<span>تهران<small>۱ نماینده"))
        }
    }

    @Test("shows one province when asked")
    func province() async throws {
        let world = try await World()
        try await world.addJob()
        try await world.addJob(city: "شیراز")
        let fars = try await world.arman.read { tx in
            try #require(try tx.value("SELECT id FROM province WHERE name_fa = 'فارس'", as: Int64.self))
        }
        try await world.browse(as: .auditor) { browser in
            let board = try await browser.get("/arman/board?province=\(fars)").text
            #expect(board.contains("<span>شیراز<small"))
            #expect(!board.contains("<span>تهران<small"))
        }
    }

    @Test("marks cities whose jobs wait long, and offers that nobody answered for a day")
    func late() async throws {
        let world = try await World()
        let offered = try await world.addJob(city: "کرج")
        try await world.addJob()
        try await world.browse(as: .dispatcher) { browser in
            let karaj = try await world.city("کرج")
            let answer = try await browser.post(
                "/arman/board/\(karaj)/assignments",
                [("job", try await world.pick(offered)), ("dealer", try await world.dealer("D200"))])
            #expect(answer.status == .seeOther)
            #expect(try await browser.get("/arman/board?show=late").text.contains("هیچ شهری تأخیر ندارد"))
            world.time.move(seconds: 25 * 3600)
            let next = try await browser.get("/arman/board?show=late").text
            let offers = try await browser.get("/arman/board/\(karaj)?tab=offered").text
            #expect(offers.contains("<td class=\"num late\">۲۵ ساعت</td>"))
            #expect(next.contains("۱ بی‌پاسخ"))
            #expect(!next.contains("<span>تهران<small"))
            world.time.move(seconds: 25 * 3600)
            let later = try await browser.get("/arman/board?show=late").text
            #expect(later.contains("<span>تهران<small"))
            #expect(later.contains("<b class=\"num late\">۱</b>"))
        }
    }

    @Test("is seen by office roles that dispatch or look on, and by nobody of a dealer", arguments: Role.allCases)
    func roles(role: Role) async throws {
        let world = try await World()
        let tehran = try await world.city("تهران")
        let sees: Set<Role> = [.administrator, .serviceManager, .dispatcher, .reception, .auditor]
        try await world.browse(as: role) { browser in
            for path in ["/arman/board", "/arman/board/\(tehran)"] {
                let answer = try await browser.get(path)
                #expect(answer.status == (sees.contains(role) ? .ok : .notFound))
            }
        }
    }
}
