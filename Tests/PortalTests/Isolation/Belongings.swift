import Database
import Domain
import HummingbirdTesting
import Testing

@testable import Base
@testable import Books
@testable import Care
@testable import Desk
@testable import Fees
@testable import Gate
@testable import Ground
@testable import House
@testable import Reports
@testable import Stock
@testable import Treasury
@testable import Work

/// Whose a thing is, seen from somebody of arman's first dealer (or from arman's head office).
enum Whose: String, CaseIterable, Sendable {
    case own
    /// Of the same dealer, but given to nobody: not the technician's.
    case colleague
    case otherDealer
    case otherCompany
}

/// One of each thing that a path can name: the part of the path, and what stands there.
struct Belongings: Sendable {
    var parts: [String: String]

    /// What of it is a dealer's, so that another dealer must not find it.
    static let ofDealer: Set<String> = [
        "job", "entry", "invoice", "file", "thing", "claim", "dealer", "customer", "unit", "given",
        "store", "paper", "box", "debt", "request", "count", "loan",
    ]
    /// What of it is not a technician's whom it was not given to.
    static let ofTechnician: Set<String> = ["job", "file", "thing", "loan"]
    /// What is the administrator's alone.
    static let ofAdministrator: Set<String> = ["notice"]
    /// The same in every company: a city is no secret.
    static let ofNobody: Set<String> = [
        "company", "city", "period", "rule", "part", "model", "group", "subject", "kind", "reason", "service", "day",
        "chapter", "table", "event", "list", "picture", "figure",
    ]

    /// A notice is one person's: each role has its own. A keeper brings in parts alone.
    func part(_ name: String, for role: Role) -> String {
        let ofKeepers = Set<Role>.keepers.contains(role) ? parts["keepers' \(name)"] : nil
        return ofKeepers ?? parts[name] ?? parts["\(name) \(role.rawValue)"] ?? ""
    }
}

extension World {
    /// A world where every kind of thing lies in every place.
    static func withBelongings() async throws -> (world: World, things: [Whose: Belongings]) {
        let template = try await full.value
        return (try await World(copyOf: template), template.things)
    }

    private static let full = Task {
        try await WorldTemplate(World()) { world in
            try await world.pushIDsOn()
            try await world.pushBankIDsOn()
            let own = try await world.belongings(company: "arman", dealer: 1, isGiven: true)
            let colleague = try await world.belongings(company: "arman", dealer: 1, isGiven: false)
            let otherDealer = try await world.belongings(company: "arman", dealer: 2, isGiven: true)
            var foreign = try await world.belongings(company: "pars", dealer: 1, isGiven: true)
            foreign.parts.merge(try await world.renumberPars(foreign)) { $1 }
            return [Whose.own: own, .colleague: colleague, .otherDealer: otherDealer, .otherCompany: foreign]
        }
    }

    /// The ids of pars start high: what is found by one of them in arman would be arman's own.
    private func pushIDsOn() async throws {
        try await pars.write { tx in
            let pushed = [
                "claim", "claim_appeal", "attachment", "tariff", "import", "customer", "job", "visit", "payout", "unit",
                "sheba_change", "warranty_rule", "account_row", "what_if", "deduction_rule", "proposal", "outbox",
                "run", "contact",
                "contact_referral", "customer_merge", "unit_merge", "customer_likeness", "unit_likeness",
                "unit_exchange", "message", "hook",
                "plan_template", "plan_service", "intake_item", "intake_answer", "segment", "job_mark",
                "spare_part", "part_price_list", "coding_scheme", "coding_segment",
                "stock_place", "stock_paper", "stock_gap", "part_debt", "part_box", "part_request", "stock_count",
                "stock_count_line",
                "stock_loan", "bench", "bench_item", "part_charge", "part_merge", "part_group", "survey", "survey_rule",
                "survey_topic", "quality_plan", "quality_control",
                "purchase_order", "collateral", "dispatch_round", "report_alarm", "sales_invoice", "invoice_draft",
                "customer_receipt", "profit_entry", "course", "course_need", "certificate", "exam",
            ]
            for table in try tx.tables() where pushed.contains(table.name) {
                try tx.setLastIdentity(9_000, of: table)
            }
        }
    }

    /// Numbers and codes of pars that arman does not have.
    private func renumberPars(_ things: Belongings) async throws -> [String: String] {
        try await pars.write { tx in
            try tx.execute("UPDATE job SET number = '1405-009001' WHERE number = \(things.parts["job"]!)")
            try tx.execute("UPDATE job SET number = '1405-009002' WHERE number = \(things.parts["repair"]!)")
            try tx.execute("UPDATE unit SET serial = 'P' || serial")
            try tx.execute("UPDATE payout SET number = 'P1405-009001'")
            try tx.execute("UPDATE dealer SET code = 'P900' WHERE code = 'D100'")
            try tx.execute("UPDATE contact SET number = '1405-009001'")
            try tx.execute("UPDATE service_contract SET number = '1405-009001'")
            try tx.execute("UPDATE stock_paper SET number = 'T1405-009001' WHERE kind = 'transfer'")
            try tx.execute("UPDATE part_box SET number = 'B1405-009001'")
            try tx.execute("UPDATE part_request SET number = 'D1405-009001'")
            try tx.execute("UPDATE stock_count SET number = 'C1405-009001'")
            try tx.execute("UPDATE stock_loan SET number = 'L1405-009001'")
            try tx.execute("UPDATE purchase_order SET number = 'K1405-009001'")
        }
        return [
            "contact": "1405-009001", "agreement": "1405-009001", "job": "1405-009001",
            "repair": "1405-009002",
            "unit": "P\(things.parts["unit"]!)",
            "payout": "P1405-009001", "dealer": "P900", "paper": "T1405-009001", "box": "B1405-009001",
            "request": "D1405-009001",
            "count": "C1405-009001", "loan": "L1405-009001", "order": "K1405-009001",
        ]
    }

    private func belongings(company: String, dealer number: Int, isGiven: Bool) async throws -> Belongings {
        let code = Self.dealerCodes[number - 1]
        let open = self.company(company)
        try await addApproved([400_000], company: company, dealer: code)
        let claim = try await addClaim(company: company, dealer: code)
        let appeal = try await addAppeal(company: company, dealer: code)
        let accepted = try await addJob(company: company)
        try await giveJob(accepted, company: company, dealer: code)
        let technician = try await person(.dealerTechnician, company: company, dealer: number)
        let officer = try await person(.financeOfficer, company: company)
        let blob = try open.blobs.put([0xFF, 0xD8, 0xFF, 0xE0] + Array("\(company) \(code)".utf8))
        var parts = try await open.write { tx -> [String: String] in
            if isGiven { try tx.execute("UPDATE job SET technician_id = \(technician) WHERE number = \(accepted)") }
            let job: Row = try tx.one("SELECT id, customer_id, unit_id, city_id FROM job WHERE number = \(accepted)")
            let (id, customer, unit, city): (ID<Job>, Int64, Int64, Int64) = (
                try job("id"), try job("customer_id"), try job("unit_id"), try job("city_id")
            )
            let visit: ID<Visit> = try tx.insert(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                   km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                SELECT id, dealer_id, \(technician), \(tx.now), \(tx.now), \(open.clock.day(of: tx.now)), 'to_continue', 20,
                       0, '', '', 0, 0, '' FROM job WHERE id = \(id)
                """)
            let photo: ID<Domain.Attachment> = try tx.insert(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                VALUES ('visit', \(visit), \(blob), 'image/jpeg', 9, \(technician), \(tx.now))
                """)
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let row = try AccountRowStore.add(
                .advance, Money(-70_000), to: dealer, on: open.clock.day(of: tx.now), note: "علی‌الحساب", by: officer, tx
            )
            let gone = try CustomerStore.findOrAdd(MobileNumber("09370000\(100 + number)"), "رفته", tx)
            let merge: ID<CustomerMerge> = try tx.insert(
                """
                INSERT INTO customer_merge (kept_id, gone_id, mobile, reason, moved, made_by, made_at)
                VALUES (\(customer), \(gone), '', 'x', '{}', \(officer), \(tx.now))
                """)
            let message: ID<Message> = try tx.insert(
                """
                INSERT INTO message (channel, event, subject, subject_id, occasion, customer_id, recipient, number, body,
                                     parts, state, made_at, not_before, ends_at)
                VALUES ('sms', 'job_received', 'job', \(id), '', \(customer), \("customer \(customer)"), '+989121112233',
                        'x', 1, 'failed', \(tx.now), \(tx.now), \(tx.now))
                """)
            let collateral = try CollateralStore.take(
                Collateral(
                    .cheque, amount: 1, number: "\(id)", issuer: "x", due: nil, place: "x",
                    today: open.clock.day(of: tx.now)), of: code, by: officer, tx)
            let hook: ID<Hook> = try tx.insert(
                "INSERT INTO hook (url, secret, made_at) VALUES ('https://x.example/', 'x', \(tx.now))")
            let serial: String = try tx.value("SELECT serial FROM unit WHERE id = \(unit)")!
            let twice: ID<Unit> = try UnitStore.findOrAdd(
                "T\(serial)", tx.value("SELECT model_id FROM unit WHERE id = \(unit)")!, ID(customer), nil, by: nil, tx)
            let unitMerge: ID<UnitMerge> = try tx.insert(
                """
                INSERT INTO unit_merge (kept_id, gone_id, customer_id, reason, moved, filled, made_by, made_at)
                VALUES (\(unit), \(twice), \(customer), 'x', '{}', '[]', \(officer), \(tx.now))
                """)
            let count: Int = try tx.value("SELECT count(*) FROM customer")!
            let alike = try CustomerStore.findOrAdd(MobileNumber("0938\(1_000_000 + count)"), "همانند", tx)
            let likeness: ID<CustomerLikeness> = try tx.insert(
                """
                INSERT INTO customer_likeness (one_id, other_id, reason, seen_at)
                VALUES (\(customer), \(alike), 'name', \(tx.now))
                """)
            let unitLikeness: ID<UnitLikeness> = try tx.insert(
                """
                INSERT INTO unit_likeness (one_id, other_id, reason, seen_at)
                VALUES (\(unit), \(twice), 'serial', \(tx.now))
                """)
            let mark: ID<SketchMark> = try tx.insert(
                """
                INSERT INTO job_mark (job_id, kind, side, x, y, made_by, made_at)
                VALUES (\(id), 'dent', 'front', 500, 500, \(officer), \(tx.now))
                """)
            return [
                "mark": mark.description, "likeness": likeness.description, "unit_likeness": unitLikeness.description,
                "job": accepted, "claim": claim.id.description, "file": photo.description, "subject": "job",
                "visit": visit.description, "figure": "done",
                "thing": id.description, "unit": serial,
                "merge": merge.description, "joined": unitMerge.description, "customer": String(customer),
                "city": String(city), "dealer": code,
                "period": "1405-9",
                "entry": row.description,
                "collateral": collateral.description,
                "message": message.description, "hook": "\(hook)", "event": "job_received",
                "rule": "distance", "chapter": "reception", "picture": "reception", "table": "requests",
                "model": "FRIDGE-1", "group": "1", "kind": "cancel", "reason": "customer",
                "service": "repair", "day": "20800", "appeal": appeal.description,
            ]
        }
        parts.merge(try await officeThings(company)) { $1 }
        parts["given"] = try await given(company, code, plan: try #require(parts["plan"]))
        parts.merge(try await bankThings(company)) { $1 }
        parts.merge(try await notices(company, dealer: number)) { $1 }
        parts.merge(try await stockThings(company, dealer: number, job: accepted)) { $1 }
        let tested = try await tested(company, by: try #require(parts["testing"]))
        (parts["repair"], parts["control"]) = (tested.job, tested.control)
        parts["bench"] = try await addBench("میز", company: company).description
        parts.merge(try await billed(company)) { $1 }
        parts.merge(try await trained(company, dealer: number)) { $1 }
        parts["invoice"] = try await invoice(company, code, in: parts["payout"]!)
        return Belongings(parts: parts)
    }

    /// One for each role, of a person of this dealer or of the office.
    private func notices(_ company: String, dealer: Int) async throws -> [String: String] {
        var notices: [String: String] = [:]
        for role in Role.allCases {
            let person = try await person(role, company: company, dealer: dealer)
            let id: Int64 = try await self.company(company).write { tx in
                try OutboxStore.add(
                    Notice("job_offered", about: EventSubject("job"), "1405"), to: .people([person]), but: nil, tx)
                return try #require(try tx.value("SELECT max(id) FROM outbox"))
            }
            notices["notice \(role.rawValue)"] = String(id)
        }
        return notices
    }

    /// What only the head office has.
    private func officeThings(_ company: String) async throws -> [String: String] {
        let open = self.company(company)
        let admin = try await person(.administrator, company: company)
        let reception = try await person(.reception, company: company)
        let tariff = try await addTariff(company: company, isActive: false)
        let bytes = Array("شماره درخواست,نام مشتری\n1405-000777,زهرا\n".utf8)
        let hash = try open.blobs.put(bytes)
        let file = try await open.write {
            try ImportStore.add(
                .requests, fileName: "requests.csv", sha256: hash,
                plan: ImportPlan(header: ["شماره درخواست", "نام مشتری"], columns: [:]), records: 1, by: admin, $0)
        }
        let keepers = try await open.write {
            try ImportStore.add(
                .parts, fileName: "parts.csv", sha256: hash,
                plan: ImportPlan(header: ["شماره درخواست", "نام مشتری"], columns: [:]), records: 1, by: admin, $0)
        }
        let invitation = try await portal.companies.directory.write { tx in
            let mobile = try MobileNumber("09350000001")
            try InvitationStore.add(
                tokenHash: company, company: open.id, mobile: mobile, name: "مهمان", roles: Roles([.auditor]),
                dealer: nil,
                by: admin, tx)
            return try #require(try InvitationStore.find(tokenHash: company, in: open.id, tx)).id
        }
        let rule = try #require(try await open.read { try TariffRuleStore.all(of: tariff, $0).first }).id
        let run = try await open.write { tx in
            let row = try #require(try TariffStore.find(tariff, tx))
            let day = open.clock.day(of: tx.now)
            let run = try WhatIfStore.add(row, from: day, to: day, jobs: 1, by: admin, tx)
            try tx.execute(
                """
                INSERT INTO what_if_job (what_if_id, position, job_id, calculation_id, priced, lines)
                SELECT \(run), 1, job_id, id, 1, '[]' FROM calculation WHERE id = (SELECT max(id) FROM calculation)
                """)
            return run
        }
        let task: ID<Run> = try await open.write { tx in
            try tx.insert(
                """
                INSERT INTO run (kind, subject_id, state, not_before, made_at, ended_at)
                VALUES ('due_claims', 1, 'failed', 0, 0, 0)
                """)
        }
        let tomorrow = open.clock.day(of: time.now).adding(days: 1)
        let deduction = try await open.write { tx in
            try DeductionStore.add(
                AddDeduction(
                    kind: .withholding, position: 1, percent: Percent("5"), base: .gross, grades: [],
                    isForRegistered: false, from: tomorrow, to: nil), by: admin, tx)
        }
        let contact = try await open.write { tx in
            let new = NewContact(
                kind: .question, channel: .phone, direction: .incoming, party: "", phone: nil, subject: "پرسش", body: ""
            )
            let made = try ContactStore.add(new, clock: open.clock, by: reception, tx)
            try ReferralStore.ask(
                .unit(.reception), about: made.id, made.number, text: "", due: nil, by: admin, tx)
            return made
        }
        let referral: Int64 = try await open.read {
            try #require(try $0.value("SELECT max(id) FROM contact_referral WHERE contact_id = \(contact.id)"))
        }
        let promise = try await open.write { tx in
            let model: ID<ProductModel> = try #require(
                try tx.value("SELECT id FROM product_model ORDER BY id LIMIT 1"))
            return try WarrantyRuleStore.add(
                CoverRule(
                    soldFrom: open.clock.day(of: tx.now), start: CoverStart(.sale),
                    terms: CoverSubject.always.map { CoverTerm($0, months: 12) }),
                for: .model(model), by: admin, tx)
        }
        let round: ID<DispatchRound> = try await open.write { tx in
            try RoundStore.add(RoundFilter(province: nil, city: nil), reason: "", by: admin, tx)
        }
        let exchange: ID<Exchange> = try await open.write { tx in
            try tx.insert(
                """
                INSERT INTO unit_exchange (unit_id, state, cause, made_at)
                SELECT max(id), 'due', 'asked', \(tx.now) FROM unit
                """)
        }
        let plan = try await plan(company)
        let asked = try await asked(company)
        let item: ID<IntakeItem> = try await open.write { tx in
            let known: ID<IntakeItem>? = try tx.value("SELECT id FROM intake_item WHERE group_id = 1")
            let names = BothNames(fa: "ایراد", en: "")
            return try known
                ?? IntakeItemStore.add(
                    IntakeItemFacts(
                        names: names, field: AskedField(.question),
                        guide: IntakeGuide(text: BothNames(fa: "دوشاخه را ببینید", en: ""))), to: ID(1), by: admin, tx)
        }
        let reply: ID<IntakeAnswer> = try await open.write { tx in
            if let known = try IntakeAnswerStore.all(of: [item], tx).first { return known.id }
            let version: Int = try tx.one("SELECT version FROM intake_item WHERE id = \(item)")("version")
            return try IntakeAnswerStore.add(
                IntakeAnswerFacts(
                    names: BothNames(fa: "بله", en: ""), step: .advice, advice: BothNames(fa: "روشن کنید", en: "")),
                to: item, of: ID(1), at: version, by: admin, tx)
        }
        let segment: ID<Segment> = try await open.write { tx in
            try tx.insert(
                """
                INSERT INTO segment (list, name, fields, is_shared, made_by, made_at)
                VALUES ('customers', 'x', '[["q","x"]]', 1, \(reception), \(tx.now))
                """)
        }
        let spare = try await open.write { tx in
            try PartStore.addNew(
                "SP-\(try tx.value("SELECT count(*) FROM spare_part", as: Int.self) ?? 0)",
                PartFacts(nameFa: "کمپرسور"), by: admin, tx)
        }
        let partGroup: ID<PartGroup>? = try await open.write {
            try PartGroupStore.findOrAdd("گروه \(company) \(spare)", $0)
        }
        let folded: ID<PartMerge> = try await open.write { tx in
            let count = try tx.value("SELECT count(*) FROM spare_part", as: Int.self) ?? 0
            let gone = try PartStore.addNew("SPG-\(count)", PartFacts(nameFa: "کمپرسور"), by: admin, tx)
            try PartMergeStore.merge(gone, at: 1, into: PartFitList.code(of: spare, tx), by: admin, tx)
            return try #require(try tx.value("SELECT max(id) FROM part_merge"))
        }
        let coding = try await open.write { tx in
            let id = try CodingStore.add(.init(name: "کدینگ", check: .luhn, separator: "-"), by: admin, tx)
            let segment = try CodeSegment(name: "ردیف", kind: .serial, length: 3, alphabet: .digits)
            try CodingStore.addSegment(segment, to: id, at: 1, by: admin, tx)
            let row: ID<CodingSegment> = try #require(
                try tx.value("SELECT id FROM coding_segment WHERE scheme_id = \(id)"))
            return (scheme: id.description, segment: row.description)
        }
        let prices = try await open.write { tx in
            try PartPriceStore.write([.customer: 1_000], of: spare, from: tomorrow, by: admin, tx)
        }
        return [
            "item": item.description, "reply": reply.description, "list": "customers", "segment": segment.description,
            "spare": spare.description, "folded": folded.description,
            "partgroup": try #require(partGroup).description, "pricelist": prices.description,
            "coding": coding.scheme, "codesegment": coding.segment,
            "warranty": promise.description, "exchange": exchange.description,
            "round": round.description,
            "contact": contact.number, "referral": String(referral),
            "choosing": asked.rule, "survey": asked.survey, "testing": try await testing(company),
            "topic": asked.topic,
            "plan": plan.template, "planned": plan.service, "agreement": try await agreement(company),
            "deduction": deduction.description, "run": run.description, "task": task.description, "place": "1",
            "person": reception.description,
            "row": rule.description,
            "tariff": tariff.description,
            "import": file.description,
            "keepers' import": keepers.description, "keepers' table": "parts",
            "invitation": invitation.description, "payout": try await payout(company),
            "change": try await shebaChange(company).description, "proposal": try await proposal(company),
            "notice": try await notice(company, for: admin), "alarm": try await alarm(company),
            "entry": try await profitEntry(company),
        ]
    }

    /// A batch that fails more than the others.
    private func alarm(_ company: String) async throws -> String {
        try await self.company(company).write { tx in
            let model: ID<ProductModel> = try #require(try tx.value("SELECT min(id) FROM product_model"))
            let earlier: Int = try tx.one("SELECT count(*) AS alarms FROM report_alarm")("alarms")
            let batch = BatchStore.Batch(
                key: FailureGroup(model: model, from: CalendarDay(number: 20_000 + Int32(earlier))), units: 10,
                count: FailureCount(found: 9, expected: 1_000))
            return try AlarmStore.raise(batch, bound: 6, on: CalendarDay(number: 20_400), tx).description
        }
    }

    /// A month's salaries.
    private func profitEntry(_ company: String) async throws -> String {
        let officer = try await person(.financeOfficer, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            let month = ReportPeriod(.month, of: open.clock.day(of: tx.now), open.clock.calendar)
            try ProfitStore.add(.salary, 1_000, of: month, note: "حقوق", by: officer, tx)
            return try #require(try tx.value("SELECT max(id) FROM profit_entry") as ID<ProfitEntry>?).description
        }
    }

    /// A plan of quality control that is for no machine that is repaired here.
    private func testing(_ company: String) async throws -> String {
        let inspector = try await person(.qualityInspector, company: company)
        return try await self.company(company).write { tx in
            try QualityPlanStore.add(
                QualityPlanFacts(
                    name: "نصب", target: QualityTarget(serviceType: "install"),
                    items: QualityItems([QualityItem(.yesNo, fa: "روشن می‌شود")])), by: inspector, tx
            ).description
        }
    }

    /// A machine in the workshop, and a test of it that waits.
    private func tested(_ company: String, by plan: String) async throws -> (job: String, control: String) {
        let number = try await addBenchItem(company: company)
        return try await self.company(company).write { tx in
            let step = try BenchStep.standing(number, tx)
            let edition: ID<QualityEdition> = try #require(
                try tx.value("SELECT max(id) FROM quality_edition WHERE plan_id = \(ID<QualityPlan>(plan))"))
            let control: ID<QualityControl> = try tx.insert(
                """
                INSERT INTO quality_control (job_id, item_id, edition_id, made_at)
                VALUES (\(step.job), \(step.item), \(edition), \(tx.now))
                """)
            return (number, control.description)
        }
    }

    /// A rule of surveys, and a job of which a customer is asked.
    private func asked(_ company: String) async throws -> (rule: String, survey: String, topic: String) {
        let rule = try await addSurveyRule(company: company)
        return try await self.company(company).write { tx in
            let job: ID<Job> = try #require(
                try tx.value(
                    """
                    SELECT id FROM job WHERE dealer_id IS NOT NULL AND id NOT IN (SELECT job_id FROM survey)
                    ORDER BY id DESC LIMIT 1
                    """))
            let row = try tx.one("SELECT customer_id, dealer_id FROM job WHERE id = \(job)")
            let (customer, dealer): (ID<Customer>, ID<Dealer>) = (try row("customer_id"), try row("dealer_id"))
            let survey: ID<Survey> = try tx.insert(
                """
                INSERT INTO survey (job_id, customer_id, dealer_id, rule_id, completed_on, month, state, made_at, call_at,
                                    until_at)
                VALUES (\(job), \(customer), \(dealer), \(rule), 20800, '1405-9', 'waiting', 0, 0, \(tx.now.adding(seconds: 86_400)))
                """)
            let topic = try SurveyTopicStore.add(SurveyTopicFacts(fa: "تأخیر", en: "", words: ""), by: nil, tx)
            return (rule.description, survey.description, topic.description)
        }
    }

    /// A plan, and a service of it.
    private func plan(_ company: String) async throws -> (template: String, service: String) {
        let admin = try await person(.administrator, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            let rule = try PlanRule(.fixed, early: 5, late: 5, steps: [.init(months: 6, isFree: true)], again: nil)
            let template = try TemplateStore.add(
                TemplateFacts(name: "سرویس", target: .group(ID(1)), serviceType: "periodic", rule: rule), by: admin,
                in: open, tx)
            let service: ID<PlanService> = try tx.insert(
                """
                INSERT INTO plan_service (unit_id, template_id, position, planned_on, from_on, until_on, is_free, state,
                                          call_on)
                SELECT max(id), \(template), 9, 20900, 20895, 20905, 1, 'due', 20895 FROM unit
                WHERE id NOT IN (SELECT kept_id FROM unit_merge UNION SELECT gone_id FROM unit_merge)
                """)
            return (template.description, service.description)
        }
    }

    /// A service contract over the newest machine.
    private func agreement(_ company: String) async throws -> String {
        let admin = try await person(.administrator, company: company)
        let open = self.company(company)
        return try await open.write { tx in
            let unit = try tx.one("SELECT id, customer_id FROM unit ORDER BY id DESC LIMIT 1")
            let day = open.clock.day(of: tx.now)
            let terms = try ContractTerms(from: day, to: day, visits: 1, free: [], coversRepairs: false)
            let facts = ContractFacts(
                name: "قرارداد", terms, units: [try unit("id")], serviceType: "periodic", price: 1, responseHours: nil,
                rule: try terms.rule(checkLists: [], early: 0, late: 1), note: "")
            return try ContractStore.add(facts, for: unit("customer_id"), by: admin, in: open, tx)
        }
    }

    /// A service that a dealer is asked to call about.
    private func given(_ company: String, _ code: String, plan: String) async throws -> String {
        let admin = try await person(.administrator, company: company)
        return try await self.company(company).write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            let template = try #require(ID<PlanTemplate>(plan))
            let service: ID<PlanService> = try tx.insert(
                """
                INSERT INTO plan_service (unit_id, template_id, position, planned_on, from_on, until_on, is_free, state,
                                          call_on)
                SELECT max(id), \(template), 8, 20900, 20895, 20905, 1, 'due', 20895 FROM unit
                WHERE id NOT IN (SELECT kept_id FROM unit_merge UNION SELECT gone_id FROM unit_merge)
                """)
            try GiveServices([service], to: dealer).run(by: admin, in: self.company(company), tx)
            return service.description
        }
    }

    private func notice(_ company: String, for person: ID<Person>) async throws -> String {
        try await self.company(company).write { tx in
            try OutboxStore.add(
                Notice("job_offered", about: EventSubject("job", 1), "1405-000001"), to: .people([person]), but: nil, tx
            )
            return String(try #require(try tx.value("SELECT max(id) FROM outbox", as: Int64.self)))
        }
    }

    /// A limit of approving claims that waits.
    private func proposal(_ company: String) async throws -> String {
        let admin = try await person(.administrator, company: company)
        return try await self.company(company).write { tx in
            let change = ChangeClaimSettings([(.automaticLimit, 77)], from: try ClaimSettingStore.all(tx))
            try change.propose(by: admin, tx)
            return String(try #require(try tx.value("SELECT max(id) FROM proposal", as: Int64.self)))
        }
    }

    /// Of the first dealer, asked for by the administrator.
    func shebaChange(_ company: String) async throws -> ID<ShebaChange> {
        let admin = try await person(.administrator, company: company)
        return try await self.company(company).write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer ORDER BY id LIMIT 1"))
            try ShebaChangeStore.ask(
                Sheba("IR550570022080013447370101"), of: dealer, from: .form, by: admin, tx)
            return try #require(try tx.value("SELECT id FROM sheba_change WHERE state = 'waiting'"))
        }
    }

    /// An invoice of a dealer, for a row of that payout.
    private func invoice(_ company: String, _ code: String, in payout: String) async throws -> String {
        let number = company == "pars" ? "1405-009001" : "1405-00000\(code.dropFirst())"
        try await self.company(company).write { tx in
            let known: Int? = try tx.value("SELECT 1 FROM invoice WHERE number = \(number)")
            guard known == nil else { return }
            try tx.execute(
                """
                INSERT INTO payout_item (payout_id, position, dealer_id, amount, sheba, payee, reference)
                SELECT p.id, 90 + d.id, d.id, 1, d.sheba, d.manager, d.code FROM payout p CROSS JOIN dealer d
                WHERE p.number = \(payout) AND d.code = \(code) AND NOT EXISTS
                    (SELECT 1 FROM payout_item i WHERE i.payout_id = p.id AND i.dealer_id = d.id)
                """)
            try tx.execute(
                """
                INSERT INTO invoice (number, item_id, dealer_id, on_day, seller_name, seller_code, seller_national_id,
                                     buyer_code, buyer_national_id)
                SELECT \(number), i.id, d.id, 20000, d.name, '', '', '', '' FROM payout_item i
                JOIN dealer d ON d.id = i.dealer_id WHERE d.code = \(code)
                """)
        }
        return number
    }

    /// One that is approved and whose bank file is made.
    private func payout(_ company: String) async throws -> String {
        let known: String? = try await self.company(company).read { try $0.value("SELECT number FROM payout") }
        if let known { return known }
        try await serve { client in
            let officer = try await self.browser(client, as: .financeOfficer, company: company)
            let approver = try await self.browser(client, as: .financeApprover, company: company)
            let path = try await officer.makePayout(company: company)
            try await approver.approvePayout(path)
            let made = try await officer.makeFiles(of: path)
            try #require(made.status == .seeOther)
            try await approver.sendPayout(path)
        }
        return try #require(try await self.company(company).read { try $0.value("SELECT number FROM payout") })
    }

    /// Every row of every table of a company, to see that nothing in it has changed.
    func everything(of company: String) async throws -> [String: [String]] {
        try await self.company(company).read { tx in
            try tx.tables().reduce(into: [:]) { all, table in
                // That somebody signs in to try something is no change by what he tries.
                let kept = table.name == "event" ? " WHERE kind <> 'sign_in'" : ""
                let rows = try tx.rows(SQL(trusted: "SELECT * FROM \(table.name)\(kept)"))
                all[table.name] = rows.map { "\($0.fields)" }.sorted()
            }
        }
    }
}
