import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Fees
@testable import Ground
@testable import Work

@Suite("Logging a visit")
struct LogVisitTests {
    @Test("ends the job with all that was said, in every script of digits")
    func finish() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(), files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(answer.location == "/arman/jobs/\(number)")
        }
        #expect(try await world.state(of: number) == .done)
        #expect(
            try await world.number(
                """
                SELECT count(*) FROM visit WHERE minutes = 45 AND km_tenths = 125 AND customer_labour = 1500000
                AND customer_parts = 2000000 AND outcome = 'completed' AND remedy = 'R03 شارژ گاز'
                """) == 1)
        #expect(try await world.number("SELECT quantity FROM visit_part WHERE part = 'P-100'") == 2)
        #expect(
            try await world.number(
                """
                SELECT count(*) FROM job WHERE outcome = 'completed' AND fault_code = 'S01' AND warranty = 'unknown'
                AND completed_on = \(CalendarSystem.jalali.parse("1405/09/02")) AND completed_at IS NOT NULL
                """) == 1)
    }

    @Test("comes with the fee and the claim where a tariff is active, and without both where none is")
    func fee() async throws {
        let world = try await World()
        let bare = try await world.acceptedJob()
        let priced = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let first = try await browser.upload("/arman/jobs/\(bare)/visits", World.visit(), files: [])
            #expect(first.status == .seeOther)
            #expect(try await world.number("SELECT count(*) FROM claim") == 0)
            try await world.activateTariff()
            let second = try await browser.upload("/arman/jobs/\(priced)/visits", World.visit(), files: [])
            #expect(second.status == .seeOther, "\(second.text)")
        }
        #expect(
            try await world.number(
                "SELECT count(*) FROM calculation c JOIN job j ON j.id = c.job_id WHERE j.number = \(priced)") == 1)
        #expect(try await world.number("SELECT count(*) FROM fee_line") > 0)
        #expect(
            try await world.number("SELECT claimed FROM claim") == world.number("SELECT payable FROM calculation"))
    }

    @Test("is one visit however often it is sent")
    func twice() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            for _ in 1...3 {
                let answer = try await browser.upload(
                    "/arman/jobs/\(number)/visits", World.visit(["key": "tap"]),
                    files: [("photos", "a.jpg", TestPhotos.jpeg())])
                #expect(answer.status == .seeOther)
            }
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 1)
        #expect(try await world.number("SELECT count(*) FROM attachment") == 1)
        #expect(try await world.number("SELECT count(*) FROM job_event WHERE kind = 'finish'") == 1)
    }

    @Test("asks before it writes down a second visit like one of the same day")
    func twin() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let first = World.visit(["outcome": "not_home", "minutes": ""])
            try #require(try await browser.upload(path, first, files: []).status == .seeOther)
            // The form that the browser kept, filled, with the version that the job has now.
            let again = World.visit(["outcome": "not_home", "minutes": "", "version": "4"])
            let asked = try await browser.upload(path, again, files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(asked.status == .conflict)
            #expect(asked.text.contains("مراجعه ساعت ۱۰:۰۰") && asked.text.contains("name=\"another\""))
            #expect(asked.text.value(of: "part1") == "P-100" && asked.text.values(of: "kept").count == 1)
            #expect(try await world.number("SELECT count(*) FROM visit") == 1)
            let other = try await browser.upload(path, again + [("another", "1")], files: [])
            #expect(other.status == .seeOther, "\(other.text)")
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 2)
    }

    @Test(
        "lets the job go on where it is to be continued or nobody was at home",
        arguments: [
            ("to_continue", false, JobState.underWay), ("not_home", false, .underWay), ("not_home", true, .done),
            ("refused", false, .done), ("checked_only", false, .done),
        ])
    func outcomes(outcome: String, endsJob: Bool, state: JobState) async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            var changes = ["outcome": outcome]
            if outcome == "not_home" { changes["minutes"] = "" }
            if endsJob { changes["ends_job"] = "1" }
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(changes), files: [])
            #expect(answer.status == .seeOther, "\(answer.text)")
            if state == .underWay {
                let last = try await browser.upload(
                    "/arman/jobs/\(number)/visits", World.visit(["version": "4"]), files: [])
                #expect(last.status == .seeOther)
            }
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == (state == .underWay ? 2 : 1))
        #expect(try await world.state(of: number) == .done)
    }

    @Test("an installation begins the warranty of its unit")
    func install() async throws {
        let world = try await World()
        let number = try await world.acceptedJob(service: "install", serial: "INS-1")
        try await world.browse(as: .dealerManager) { browser in
            _ = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
        }
        let day = Int(try CalendarSystem.jalali.parse("1405/09/02").number)
        #expect(try await world.number("SELECT installed_on FROM unit WHERE serial = 'INS-1'") == day)
    }

    @Test("does not exist on another dealer's job, nor on one not given to the technician")
    func foreign() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.serve { client in
            for (role, dealer) in [(Role.dealerManager, 2), (.dealerTechnician, 1), (.dealerTechnician, 2)] {
                let browser = try await world.browser(client, as: role, dealer: dealer)
                let page = try await browser.get("/arman/jobs/\(number)/visits/new")
                #expect(page.status == .notFound)
                for fields in [World.visit(), World.visit(["minutes": "x"]), World.visit(["more": "1"])] {
                    let answer = try await browser.upload(
                        "/arman/jobs/\(number)/visits", fields, files: [("photos", "a.jpg", TestPhotos.jpeg())])
                    #expect(answer.status == .notFound)
                }
            }
            let office = try await world.browser(client, as: .serviceManager)
            #expect(
                try await office.upload("/arman/jobs/\(number)/visits", World.visit(), files: []).status == .forbidden)
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }

    @Test("a technician logs it on a job that was given to him")
    func technician() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let technician = try await world.person(.dealerTechnician)
        _ = try await world.arman.write { try $0.execute("UPDATE job SET technician_id = \(technician)") }
        try await world.browse(as: .dealerTechnician) { browser in
            #expect(try await browser.get("/arman/jobs/\(number)/visits/new").status == .ok)
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM visit WHERE made_by = \(technician)") == 1)
    }

    @Test(
        "a job taken back while the form was open answers 409, and what was typed is still there",
        arguments: [
            Role.dealerManager, .dealerTechnician,
        ])
    func takenBack(role: Role) async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let technician = try await world.person(.dealerTechnician)
        _ = try await world.arman.write { try $0.execute("UPDATE job SET technician_id = \(technician)") }
        try await world.browse(as: role) { browser in
            let open = try await browser.get("/arman/jobs/\(number)/visits/new").text
            let hidden = ["version", "ticket", "key"].map { ($0, open.value(of: $0)) }
            try await world.takeBack(number)
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["note": "کمپرسور داغ بود"]) + hidden, files: [])
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("کمپرسور داغ بود") && answer.text.contains("P-100"))
            #expect(answer.text.contains("دیگر در دست شما نیست"))
            #expect(!answer.text.contains("زهرا کریمی"), "the customer is his no more")
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }

    @Test("a job changed while the form was open is shown afresh, and the second press logs it")
    func changed() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let open = try await browser.get("\(path)/new").text
            _ = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "tomorrow"), ("from", "9"), ("to", "12"), ("version", open.value(of: "version"))])
            let stale = try await browser.upload(
                path, World.visit(["version": open.value(of: "version")]),
                files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(stale.status == .conflict)
            let again = World.visit(["version": stale.text.value(of: "version")])
            let kept = try #require(stale.text.values(of: "kept").first)
            let answer = try await browser.upload(path, again + [("kept", kept)], files: [])
            #expect(answer.status == .seeOther)
            let late = try await browser.upload(path, again, files: [])
            #expect(late.status == .conflict)
            #expect(late.text.value(of: "symptom") == "S01 سرد نمی‌کند")
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 1)
        #expect(try await world.number("SELECT count(*) FROM attachment") == 1)
    }

    @Test("its photos are for those who see the job, and tell no place")
    func photos() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            _ = try await manager.upload(
                "/arman/jobs/\(number)/visits", World.visit(), files: [("photos", "a.jpg", TestPhotos.jpeg())])
            let id = try await world.number("SELECT id FROM attachment")
            for role in [Role.dealerManager, .financeOfficer, .auditor] {
                let photo = try await world.browser(client, as: role).get("/arman/files/\(id)")
                #expect(photo.status == .ok)
                #expect(photo.headers[.contentType] == "image/jpeg")
                #expect(photo.headers[.cacheControl] == "private, no-cache")
                #expect(photo.headers[.xContentTypeOptions] == "nosniff")
                #expect(photo.headers[.contentDisposition] == "inline")
                #expect(!photo.text.contains("GPS"))
            }
            for (role, company, dealer) in [
                (Role.dealerManager, "arman", 2), (.dealerTechnician, "arman", 1), (.administrator, "pars", 1),
            ] {
                let other = try await world.browser(client, as: role, company: company, dealer: dealer)
                #expect(try await other.get("/arman/files/\(id)").status == .notFound, "\(role) \(company)")
            }
        }
    }
}

extension LogVisitTests {
    @Test("what one dealer did is neither shown to the next one nor paid to him")
    func handedOver() async throws {
        let world = try await World()
        try await world.activateTariff()
        let number = try await world.acceptedJob()
        try await world.serve { client in
            let first = try await world.browser(client, as: .dealerManager)
            let started = try await first.upload(
                "/arman/jobs/\(number)/visits", World.visit(["outcome": "to_continue", "minutes": "300"]),
                files: [("photos", "a.jpg", TestPhotos.jpeg())])
            try #require(started.status == .seeOther)
            let photo = try await world.number("SELECT id FROM attachment")
            try await world.takeBack(number)
            try await world.accept(number, dealer: "D200")
            let second = try await world.browser(client, as: .dealerManager, dealer: 2)
            #expect(try await second.get("/arman/files/\(photo)").status == .notFound)
            #expect(try await first.get("/arman/files/\(photo)").status == .notFound, "the job is his no more")
            let office = try await world.browser(client, as: .serviceManager)
            #expect(try await office.get("/arman/files/\(photo)").status == .ok)
            let visit = World.visit(["version": try await world.version(of: number)])
            let done = try await second.upload("/arman/jobs/\(number)/visits", visit, files: [])
            try #require(done.status == .seeOther, "\(done.text)")
        }
        let facts = try await world.arman.read { tx in
            try FactsStore.facts(of: JobStore.find(number, .company, tx).id, clock: world.arman.clock, tx)
        }
        #expect((facts.visits, facts.minutes, facts.parts) == (1, 45, 2))
    }
}

extension World {
    /// The dealers' tariff of the arman samples, active for the whole year.
    func activateTariff() async throws {
        let file = try Data(contentsOf: Self.root("Samples/arman/tariff.csv"))
        let rules = try TariffParsing.rules(of: DelimitedText.read(Array(file)))
        try await arman.write { tx in
            let id = try TariffStore.addDraft(
                name: "1405", audience: "dealers", from: CalendarDay(iso: "2026-03-21")!, to: nil,
                rules: rules.map(\.cells),
                by: ID(1), tx)
            _ = try TariffStore.activate(id, by: ID(2), tx)
        }
    }
}
