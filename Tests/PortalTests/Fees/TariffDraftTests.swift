import Database
import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import House

@Suite("A draft of a tariff")
struct TariffDraftTests {
    @Test("is made as a copy of any version, for days of its own, with a place in the list")
    func copy() async throws {
        let world = try await World()
        let source = try await world.addTariff()
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("/arman/tariffs/new?from=\(source)").text
            #expect(form.contains("value=\"تعرفه ۱۴۰۵\""))
            let answer = try await browser.post(
                "/arman/tariffs",
                [
                    ("name", "تعرفه زمستان"), ("audience", "dealers"), ("from", "۱۴۰۵/۱۰/۰۱"), ("to", ""),
                    ("source", source.description),
                ])
            #expect(answer.status == .seeOther)
            let page = try await browser.get(try #require(answer.location)).text
            #expect(page.contains("تعرفه زمستان") && page.contains("L-A") && page.contains("از ۱۴۰۵/۱۰/۰۱"))
            let refused = try await browser.post(
                "/arman/tariffs",
                [("name", ""), ("audience", "dealers"), ("from", "1405/10/31"), ("to", "1405/09/01"), ("source", "")])
            #expect(refused.status == .unprocessableContent)
        }
        let drafts = try await world.arman.read { try TariffStore.list($0).filter { $0.state == .draft } }
        let cells = try await world.arman.read { tx in
            (try TariffRuleStore.cells(of: drafts[0].id, tx), try TariffRuleStore.cells(of: source, tx))
        }
        #expect(drafts.count == 1)
        #expect(cells.0 == cells.1)
    }

    @Test("gets rules one at a time; what cannot be meant is said beside its field, as it was typed")
    func rules() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        try await world.browse(as: .financeOfficer) { browser in
            let path = "/arman/tariffs/\(draft)/rules"
            #expect(try await browser.get("\(path)/new").text.contains("name=\"amount\""))
            let refused = try await browser.post(path, Self.rule("A", [("amount", "1,5"), ("from", "6")]))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("value=\"1,5\"") && refused.text.contains("ستون metric خالی است"))
            let twice = try await browser.post(path, Self.rule("A"))
            #expect(twice.status == .unprocessableContent)
            #expect(twice.text.contains("پیش‌تر برای ردیف دیگری آمده است"))
            let added = try await browser.post(
                path, Self.rule("B", [("amount", "۵٬۰۰۰"), ("service_type", "repair"), ("service_type", "install")]))
            #expect(added.location == "/arman/tariffs/\(draft)#rule-B")
        }
        let cells = try await world.cells(draft)
        #expect(cells.map { $0[.code] } == ["A", "B"])
        #expect(cells[1][.amount] == "5000")
        #expect(cells[1][.serviceType] == "repair|install")
    }

    @Test("shows the fields of another method first, and then keeps only what that one uses")
    func method() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        let id = try await world.rule("A", of: draft)
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/tariffs/\(draft)/rules/\(id)"
            let asked = try await browser.post(path, Self.rule("A", [("method", "per_unit")]))
            #expect(asked.status == .ok)
            #expect(asked.text.contains("name=\"per\"") && asked.text.contains("name=\"shown\" value=\"per_unit\""))
            let saved = try await browser.post(
                path,
                Self.rule(
                    "A", [("method", "per_unit"), ("per", "km_round_trip"), ("free", "20"), ("shown", "per_unit")]))
            #expect(saved.status == .seeOther)
            let bands = try await browser.post(
                path,
                Self.rule(
                    "A",
                    [
                        ("method", "band_whole"), ("per", "visits"), ("bands", "0-1:5;2-:6"), ("shown", "band_whole"),
                        ("version", "2"),
                    ]))
            #expect(bands.status == .unprocessableContent)
            #expect(bands.text.contains("فاصله افتاده است"))
        }
        let cells = try await world.cells(draft)
        #expect(cells[0][.free] == "20")
        #expect(cells[0][.per] == "km_round_trip")
    }

    @Test("takes the bands of a rule row by row, without a script, shows what is wrong with them, and gives more rows")
    func bands() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        let path = "/arman/tariffs/\(draft)/rules"
        @Sendable func rule(_ rows: [(String, String)], _ more: [(String, String)] = []) -> [(String, String)] {
            let typed = rows.enumerated().flatMap { place, row in
                [("band_end.\(place)", row.0), ("band_amount.\(place)", row.1)]
            }
            return Self.rule(
                "Z", [("method", "band_marginal"), ("per", "km_round_trip"), ("shown", "band_marginal")])
                + [("band_rows", String(rows.count))] + typed + more
        }
        try await world.browse(as: .financeOfficer) { browser in
            let empty = try await browser.post(path, Self.rule("Z", [("method", "band_marginal")]))
            #expect(empty.text.contains("name=\"band_end.2\"") && !empty.text.contains("name=\"bands\""))
            let more = try await browser.post(path, rule([("20", "0"), ("", "۵٬۰۰۰"), ("", "")], [("do", "bands")]))
            #expect(more.text.contains("name=\"band_end.4\"") && more.text.contains("value=\"5,000\""))
            let backwards = try await browser.post(path, rule([("20", "0"), ("10", "5"), ("", "6")]))
            #expect(backwards.status == .unprocessableContent && backwards.text.contains("باید از آغاز آن"))
            let closed = try await browser.post(path, rule([("20", "0"), ("30", "5")]))
            #expect(closed.status == .unprocessableContent && closed.text.contains("href=\"#f-bands\""))
            let saved = try await browser.post(path, rule([("۲۰", "0"), ("", ""), ("100", "5000"), ("", "۴٬۰۰۰")]))
            #expect(saved.status == .seeOther, "\(saved.text)")
        }
        #expect(try await world.cells(draft).last?[.bands] == "0-20:0;20-100:5000;100-:4000")
    }

    @Test("is changed by one person at a time: whoever comes second is told, and nothing of his is kept")
    func overtaken() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        let id = try await world.rule("A", of: draft)
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/tariffs/\(draft)/rules/\(id)"
            let first = try await browser.post(path, Self.rule("A", [("amount", "6")]))
            #expect(first.status == .seeOther)
            let second = try await browser.post(path, Self.rule("A", [("amount", "7")]))
            #expect(second.status == .conflict)
            for deed in ["removal", "rules/\(id)/removal", "rules/\(id)/move"] {
                let stale = try await browser.post(
                    "/arman/tariffs/\(draft)/\(deed)", [("version", "1"), ("to", "up")])
                #expect(stale.status == .conflict, "\(deed)")
            }
        }
        #expect(try await world.cells(draft)[0][.amount] == "6")
    }

    @Test("does not change by a form that does not say which draft was seen")
    func unversioned() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        let id = try await world.rule("A", of: draft)
        let rule = Self.rule("B").filter { $0.0 != "version" }
        let deeds: [(String, [(String, String)])] = [
            ("", [("name", "x"), ("from", "1405/01/01")]), ("/removal", []), ("/activation", [("seen", "1")]),
            ("/rules", rule), ("/rules/\(id)/removal", []), ("/rules/\(id)/move", [("to", "up")]),
        ]
        try await world.browse(as: .serviceManager) { browser in
            for (deed, fields) in deeds {
                let answer = try await browser.post("/arman/tariffs/\(draft)\(deed)", fields)
                #expect(answer.status == .badRequest, "\(deed)")
            }
        }
        #expect(try await world.cells(draft).map { $0[.code] } == ["A"])
    }

    @Test("has rules that are moved, copied and taken out")
    func order() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one + "B,bonus,fixed,6\nC,penalty,fixed,7\n")
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/tariffs/\(draft)/rules"
            let (b, c) = (try await world.rule("B", of: draft), try await world.rule("C", of: draft))
            _ = try await browser.post("\(path)/\(c)/move", [("to", "up"), ("version", "1")])
            #expect(try await world.cells(draft).map { $0[.code] } == ["A", "C", "B"])
            _ = try await browser.post("\(path)/\(b)/move", [("to", "down"), ("version", "2")])
            #expect(try await world.cells(draft).map { $0[.code] } == ["A", "C", "B"])
            let copy = try await browser.get("\(path)/new?like=\(c)").text
            #expect(copy.contains("value=\"7\"") && copy.contains("name=\"code\" type=\"text\" value=\"\""))
            _ = try await browser.post("\(path)/\(c)/removal", [("version", "3")])
            #expect(try await world.cells(draft).map { $0[.code] } == ["A", "B"])
            let page = try await browser.get("/arman/tariffs/\(draft)").text
            #expect(page.contains("ردیف حذف شد"))
        }
    }

    @Test("has a rule put at a place in one step")
    func place() async throws {
        let world = try await World()
        let rules = "B,bonus,fixed,6\nC,penalty,fixed,7\nD,penalty,fixed,8\n"
        let draft = try await world.addTariff(isActive: false, file: Self.one + rules)
        let d = try await world.rule("D", of: draft)
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/tariffs/\(draft)/rules/\(d)/move"
            for (version, place, expected) in [
                ("1", "۱", ["D", "A", "B", "C"]), ("2", "3", ["A", "B", "D", "C"]), ("3", "99", ["A", "B", "C", "D"]),
            ] {
                let answer = try await browser.post(path, [("to", "place"), ("place", place), ("version", version)])
                #expect(answer.status == .seeOther)
                #expect(try await world.cells(draft).map { $0[.code] } == expected)
            }
            let odd = try await browser.post(path, [("to", "place"), ("place", "x"), ("version", "4")])
            #expect(odd.status == .badRequest)
        }
    }

    @Test("is raised by a percentage, and the difference says by how much each amount")
    func raised() async throws {
        let world = try await World()
        let old = try await world.addTariff(file: "code,component,method,amount\nA,labour,fixed,402000\n")
        let draft = try await world.addTariff(
            isActive: false, file: "code,component,method,amount\nA,labour,fixed,402000\nB,travel,fixed,1000\n")
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/tariffs/\(draft)"
            let refused = try await browser.post("\(path)/raise", [("percent", "many"), ("version", "1")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("value=\"many\""))
            let form = [("percent", "۲۵"), ("step", "1000"), ("component", "labour"), ("version", "1")]
            let answer = try await browser.post("\(path)/raise", form)
            #expect(answer.status == .seeOther)
            #expect(try await world.cells(draft).map { $0[.amount] } == ["503000", "1000"])
            #expect(try await browser.get(path).text.contains("مبالغ به درصد تغییر کرد"))
            let again = try await browser.post("\(path)/raise", form)
            #expect(again.status == .conflict, "the draft is another now")
            let difference = try await browser.get("\(path)/difference?with=\(old)").text
            #expect(difference.contains("<bdi>۱۰۱٬۰۰۰</bdi>") && difference.contains("<bdi>۲۵٫۱٪</bdi>"))
            let field = try await browser.get("\(path)/rules/\(world.rule("A", of: draft))").text
            #expect(field.contains("value=\"503,000\""))
        }
    }

    @Test("shows the rules that are looked for")
    func filtered() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one + "B,travel,fixed,6\nC,penalty,fixed,7\n")
        try await world.browse(as: .serviceManager) { browser in
            for (query, codes) in [("component=travel", ["B"]), ("q=c", ["C"]), ("", ["A", "B", "C"])] {
                let page = try await browser.get("/arman/tariffs/\(draft)?\(query)").text
                let shown = page.matches(of: #/<tr id="rule-(\w+)"/#).map { String($0.1) }
                #expect(shown == codes, "\(query)")
            }
        }
    }

    @Test("that was thrown away is not in the list, is not put into force, and does not change")
    func thrownAway() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.post("/arman/tariffs/\(draft)/removal", [("version", "1")])
            #expect(answer.status == .seeOther)
            #expect(try await !browser.get("/arman/tariffs").text.contains("/arman/tariffs/\(draft)\""))
            #expect(try await browser.get("/arman/tariffs/\(draft)").text.contains("کنارگذاشته‌شده"))
            let active = try await browser.post(
                "/arman/tariffs/\(draft)/activation", [("version", "2"), ("seen", "1")])
            #expect(active.status == .conflict)
            let rule = try await browser.post("/arman/tariffs/\(draft)/rules", Self.rule("Z", [("version", "2")]))
            #expect(rule.status == .conflict)
        }
    }

    @Test("and only a draft changes: an active tariff keeps each of its cells")
    func active() async throws {
        let world = try await World()
        let active = try await world.addTariff(file: Self.one)
        let id = try await world.rule("A", of: active)
        let before = try await world.everything(of: "arman")
        try await world.browse(as: .administrator) { browser in
            let tariff = "/arman/tariffs/\(active)"
            let form = try await browser.get("\(tariff)/rules/\(id)")
            #expect(form.status == .conflict)
            for (deed, fields) in [
                ("", [("name", "x"), ("from", "1405/01/01"), ("version", "1")]), ("/removal", [("version", "1")]),
                ("/rules", Self.rule("B")), ("/rules/\(id)", Self.rule("A", [("amount", "9")])),
                ("/rules/\(id)/removal", [("version", "1")]),
                ("/rules/\(id)/move", [("to", "up"), ("version", "1")]),
            ] {
                let answer = try await browser.post(tariff + deed, fields)
                #expect(answer.status == .conflict, "\(deed)")
            }
        }
        let after = try await world.everything(of: "arman")
        #expect(after == before)
    }

    @Test("changed by somebody is not put into force by him, though another made it")
    func changedByActivator() async throws {
        let world = try await World()
        let draft = try await world.addTariff(isActive: false, file: Self.one)
        let id = try await world.rule("A", of: draft)
        try await world.browse(as: .financeOfficer) { browser in
            _ = try await browser.post("/arman/tariffs/\(draft)/rules/\(id)", Self.rule("A", [("amount", "6")]))
            let own = try await browser.post("/arman/tariffs/\(draft)/activation", [("version", "2"), ("seen", "1")])
            #expect(own.status == .unprocessableContent)
        }
        try await world.browse(as: .financeApprover) { browser in
            let other = try await browser.post(
                "/arman/tariffs/\(draft)/activation", [("version", "2"), ("seen", "1")])
            #expect(other.status == .seeOther)
        }
    }

    @Test("written into a file and imported again has the same rules, for the audience that is chosen")
    func roundTrip() async throws {
        let world = try await World()
        let source = try await world.addTariff()
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE tariff_rule SET note = '=1+1' WHERE tariff_id = \(source) AND code = 'L-A'")
        }
        try await world.browse(as: .serviceManager) { browser in
            let file = try await browser.get("/arman/tariffs/\(source)/export")
            #expect(file.status == .ok)
            #expect(file.text.contains(",'=1+1"))
            let answer = try await browser.upload(
                "/arman/imports", [("kind", "tariff")], files: [("file", "tariff.csv", Array(file.text.utf8))])
            let place = try #require(answer.location)
            let preview = try await browser.get(place).text
            #expect(preview.contains("name=\"audience\""))
            let id = try #require(ID<Import>(String(place.split(separator: "/").last!)))
            let row = try #require(try await world.arman.read { try ImportStore.find(id, $0) })
            var plan = row.plan
            (plan.audience, plan.validFrom) = ("technicians", "2026-12-01")
            let command = StartImport(row: row, plan: plan, records: row.records)
            let words = try ImportWords(root: World.root)
            _ = try await world.arman.write { try command.run(by: nil, in: world.arman, words, $0) }
            try await world.work()
        }
        let made = try #require(
            try await world.arman.read { try TariffStore.list($0).first { $0.audience == "technicians" } })
        #expect(made.state == .draft)
        #expect(try await world.cells(made.id) == world.cells(source))
    }

    @Test("shows how it differs from another version, in plain words")
    func difference() async throws {
        let world = try await World()
        let old = try await world.addTariff(file: Self.one + "B,bonus,fixed,6\n")
        let new = try await world.addTariff(
            isActive: false, file: "code,component,zone,method,amount\nA,labour,in_city,fixed,7000\nC,visit,,fixed,8\n")
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/tariffs/\(new)/difference?with=\(old)").text
            for text in ["۷٬۰۰۰", "داخل شهر", "هر مقدار", "ردیف‌های حذف‌شده", "ردیف‌های افزوده"] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(try await browser.get("/arman/tariffs/\(old)/difference?with=\(old)").text.contains("تفاوتی نیست"))
            #expect(try await browser.get("/arman/tariffs/9999/difference").status == .notFound)
        }
    }

    private static let one = "code,component,method,amount\nA,labour,fixed,5\n"

    /// The fields of a rule's form, those of a fixed amount unless others say so.
    private static func rule(_ code: String, _ more: [(String, String)] = []) -> [(String, String)] {
        let usual = [
            ("code", code), ("component", "labour"), ("method", "fixed"), ("amount", "5"), ("shown", "fixed"),
            ("version", "1"),
        ]
        return usual.filter { one in !more.contains { $0.0 == one.0 } } + more
    }
}

extension World {
    func cells(_ tariff: ID<TariffVersion>) async throws -> [RuleCells] {
        try await arman.read { try TariffRuleStore.cells(of: tariff, $0) }
    }

    func rule(_ code: String, of tariff: ID<TariffVersion>) async throws -> ID<StoredRule> {
        let rules = try await arman.read { try TariffRuleStore.all(of: tariff, $0) }
        return try #require(rules.first { $0.cells[.code] == code }).id
    }
}
