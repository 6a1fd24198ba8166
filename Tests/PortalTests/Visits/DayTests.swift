import Domain
import Testing

@testable import Ground

@testable import Web

@Suite("The dealer's day")
struct DayTests {
    @Test("begins with the offers that wait for an answer, and one touch accepts")
    func accept() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let day = try await browser.get("/arman/today")
            #expect(day.status == .ok)
            let button = "formaction=\"/arman/jobs/\(number)/acceptance\" name=\"version\" value=\"2\""
            #expect(day.text.contains(button))
            #expect(day.text.contains("tel:+989121112233"))
            #expect(day.text.contains("geo:0,0?q=خیابان آزادی"))
            let answer = try await browser.post("/arman/jobs/\(number)/acceptance", [("version", "2")])
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/arman/today?accepted=\(number)")
            let next = try await browser.get(try #require(answer.location)).text
            #expect(next.contains("class=\"button primary\" href=\"/arman/jobs/\(number)#appointment\""))
            #expect(!(try await browser.get("/arman/today?accepted=none").text.contains("none#appointment")))
        }
        #expect(try await world.state(of: number) == .accepted)
        #expect(try await world.number("SELECT count(*) FROM assignment WHERE state = 'accepted'") == 1)
        #expect(try await world.number("SELECT count(*) FROM job WHERE accepted_at IS NOT NULL") == 1)
    }

    @Test("leads to the list of jobs where a part of it has more than are shown")
    func rest() async throws {
        let world = try await World()
        for _ in 1...9 { try await world.offerJob(try await world.addJob()) }
        try await world.browse(as: .dealerManager) { browser in
            let day = try await browser.get("/arman/today")
            #expect(day.text.contains("<a href=\"/arman/jobs?state=offered\">"))
        }
    }

    @Test("does an answer once however often it is tapped")
    func twice() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            for _ in 1...2 {
                let answer = try await browser.post(
                    "/arman/jobs/\(number)/acceptance", [("key", "tap"), ("version", "2")])
                #expect(answer.status == .seeOther)
            }
            let late = try await browser.post("/arman/jobs/\(number)/acceptance", [("version", "2")])
            #expect(late.status == .conflict)
        }
        #expect(try await world.number("SELECT count(*) FROM job_event WHERE kind = 'accept'") == 1)
    }

    @Test("one key of a day's form answers several jobs")
    func oneForm() async throws {
        let world = try await World()
        let numbers = [try await world.addJob(), try await world.addJob()]
        for number in numbers { try await world.offerJob(number) }
        try await world.browse(as: .dealerManager) { browser in
            for number in numbers {
                _ = try await browser.post("/arman/jobs/\(number)/acceptance", [("key", "day"), ("version", "2")])
            }
        }
        #expect(try await world.number("SELECT count(*) FROM job WHERE state = 'accepted'") == 2)
    }

    @Test("a job is declined with a reason, and goes back to the office")
    func decline() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/decline"
            let bare = try await browser.post(path, [("reason", ""), ("text", "راه دور است"), ("version", "2")])
            #expect(bare.status == .unprocessableContent)
            #expect(bare.text.contains("راه دور است"))
            #expect(bare.text.contains("aria-invalid"))
            let wordless = try await browser.post(path, [("reason", "other"), ("version", "2")])
            #expect(wordless.status == .unprocessableContent)
            let answer = try await browser.post(path, [("reason", "capacity"), ("version", "2")])
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.state(of: number) == .received)
        #expect(try await world.number("SELECT count(*) FROM job WHERE dealer_id IS NULL") == 1)
        #expect(
            try await world.number(
                "SELECT count(*) FROM assignment WHERE state = 'declined' AND reason_code = 'capacity'")
                == 1)
    }

    @Test("the touch that declines opens the form for it")
    func declineOpens() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.offerJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let link = "/arman/jobs/\(number)?do=decline"
            let day = try await browser.get("/arman/today").text
            #expect(day.contains("href=\"\(link)#decline\""))
            let (open, closed) = (try await browser.get(link).text, try await browser.get("/arman/jobs/\(number)").text)
            #expect(open.contains("id=\"decline\" open") && !closed.contains("id=\"decline\" open"))
        }
    }

    @Test("an appointment is agreed in one touch or typed, and impossible days are refused beside their field")
    func appointment() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/appointment"
            let hours = [("from", "۱۴:۰۰"), ("to", "16:30")]
            for (on, sentence) in [("1404/12/30", "۱۴۰۴/۱۲/۳۰"), ("1405/09/01", "گذشته"), ("1407/01/01", "روز آینده")] {
                let refused = try await browser.post(path, [("day", "other"), ("on", on), ("version", "3")] + hours)
                #expect(refused.status == .unprocessableContent)
                #expect(refused.text.contains(sentence))
                #expect(refused.text.contains("value=\"\(on)\""))
            }
            let backwards = try await browser.post(
                path, [("day", "today"), ("from", "16:00"), ("to", "15:00"), ("version", "3")])
            #expect(backwards.status == .unprocessableContent)
            let over = try await browser.post(
                path, [("day", "today"), ("from", "8:00"), ("to", "9:00"), ("version", "3")])
            #expect(over.status == .unprocessableContent)
            let agreed = try await browser.post(path, [("day", "today"), ("version", "3")] + hours)
            #expect(agreed.status == .seeOther)
            let day = try await browser.get("/arman/today")
            #expect(day.text.contains("امروز، ۱۴:۰۰ تا ۱۶:۳۰"))
            let moved = try await browser.post(
                path, [("day", "today"), ("on", "۱۴۰۵/۰۹/۰۵"), ("version", "4")] + hours)
            #expect(moved.status == .seeOther)
        }
        #expect(try await world.state(of: number) == .scheduled)
        #expect(
            try await world.number("SELECT appointment_on FROM job")
                == Int(CalendarSystem.jalali.parse("1405/09/05").number))
    }

    @Test("an answer that comes after the office took the job back says so, and shows the day")
    func takenBack() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.takeBack(number)
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "tomorrow"), ("from", "9"), ("to", "12"), ("version", "3")])
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("دیگر در دست شما نیست"))
        }
    }

    @Test("another dealer's jobs and other companies' do not exist")
    func foreign() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let offered = try await world.addJob()
        try await world.offerJob(offered)
        try await world.serve { client in
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            #expect(try await other.get("/arman/today").text.contains(number) == false)
            for (job, deed) in [
                (offered, "acceptance"), (offered, "decline"), (number, "appointment"), (number, "technician"),
            ] {
                let answer = try await other.post(
                    "/arman/jobs/\(job)/\(deed)",
                    [
                        ("reason", "capacity"), ("day", "tomorrow"), ("from", "9"), ("to", "12"),
                        ("version", try await world.version(of: job)),
                    ])
                #expect(answer.status == .notFound, "\(deed)")
            }
            let pars = try await world.browser(client, as: .dealerManager, company: "pars")
            let own = [("version", "2")]
            #expect(try await pars.post("/arman/jobs/\(offered)/acceptance", own).status == .notFound)
            let technician = try await world.browser(client, as: .dealerTechnician)
            #expect(try await technician.post("/arman/jobs/\(offered)/acceptance", own).status == .forbidden)
            #expect(try await technician.get("/arman/today").text.contains(number) == false)
            let office = try await world.browser(client, as: .dispatcher)
            #expect(try await office.get("/arman/today").status == .notFound)
        }
    }

    @Test("the manager gives jobs to a technician, several at once, and the technician sees those")
    func give() async throws {
        let world = try await World()
        let numbers = [try await world.acceptedJob(), try await world.acceptedJob(), try await world.acceptedJob()]
        let technician = try await world.person(.dealerTechnician)
        let stranger = try await world.person(.dealerTechnician, dealer: 2)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let his = try await world.browser(client, as: .dealerTechnician)
            #expect(try await his.get("/arman/today").text.contains("کاری در دست ندارید"))
            let chosen = [("job", try await world.pick(numbers[0])), ("job", try await world.pick(numbers[1]))]
            let shown = try await manager.get("/arman/today").text
            for (_, pick) in chosen { #expect(shown.contains("name=\"job\" value=\"\(pick)\"")) }
            let wrong = try await manager.post("/arman/today/technician", chosen + [("technician", "\(stranger)")])
            #expect(wrong.status == .unprocessableContent)
            let given = try await manager.post("/arman/today/technician", chosen + [("technician", "\(technician)")])
            #expect(given.status == .seeOther)
            let told = try await manager.get("/arman/today").text
            #expect(told.contains("سپرده شد") && told.contains("dealer_technician 1"))
            let day = try await his.get("/arman/today").text
            #expect(day.contains(numbers[0]) && day.contains(numbers[1]) && !day.contains(numbers[2]))
            let late = try await manager.post("/arman/today/technician", chosen + [("technician", "")])
            #expect(late.status == .conflict)
            let one = try await manager.post(
                "/arman/jobs/\(numbers[2])/technician", [("technician", "\(technician)"), ("version", "3")])
            #expect(one.status == .seeOther)
            #expect(try await his.get("/arman/today").text.contains(numbers[2]))
            let appointed = try await his.post(
                "/arman/jobs/\(numbers[2])/appointment",
                [("day", "tomorrow"), ("from", "9"), ("to", "12"), ("version", "4")])
            #expect(appointed.status == .seeOther)
        }
    }

    @Test("a house that somebody has marked is found at its place from then on, in every map")
    func pin() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)"
            let before = try await browser.get(path).text
            #expect(before.contains("https://www.google.com/maps/search/?api=1&amp;query=خیابان آزادی"))
            #expect(!before.contains("neshan.org"))
            let visit = World.visit(["outcome": "not_home", "minutes": "", "pin": "35.69970,51.33800"])
            let saved = try await browser.upload("\(path)/visits", visit, files: [])
            try #require(saved.status == .seeOther, "\(saved.text)")
            for page in [path, "\(path)/visits/new"] {
                let text = try await browser.get("/\(page.dropFirst())").text
                #expect(text.contains("geo:35.69970,51.33800?q=35.69970,51.33800"), "\(page)")
                #expect(text.contains("https://neshan.org/maps/@35.69970,51.33800,17z,0p"))
                #expect(text.contains("https://balad.ir/location?latitude=35.69970&amp;longitude=51.33800&amp;zoom=17"))
            }
            #expect(try await browser.get("/arman/today").text.contains("geo:35.69970,51.33800?q="))
            let wrong = World.visit(["outcome": "not_home", "minutes": "", "pin": "x", "version": "4", "another": "1"])
            #expect(try await browser.upload("\(path)/visits", wrong, files: []).status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM pin") == 1)
    }

    @Test("is light on a poor line however much there is to do")
    func light() async throws {
        let world = try await World()
        for _ in 0..<20 { _ = try await world.acceptedJob() }
        for _ in 0..<20 { try await world.offerJob(try await world.addJob()) }
        try await world.browse(as: .dealerManager) { browser in
            let day = try await browser.get("/arman/today")
            let packed = try #require(Gzip.packed(Array(day.text.utf8), level: 1))
            #expect(packed.count < 10_000 && day.text.utf8.count < 40_000, "\(packed.count), \(day.text.utf8.count)")
            #expect(day.text.contains("<b>۲۰</b>"))
        }
    }
}
