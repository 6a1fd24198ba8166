import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

/// By the sample tariff a customer of this job pays 290,000 for labour, and the way.
@Suite("What the company has promised for nothing")
struct FreeOfChargeTests {
    private static let labour = "۲۹۰٬۰۰۰"

    private func standing() async throws -> (world: World, number: String) {
        let world = try await World()
        try await world.activateTariff()
        return (world, try await world.acceptedJob(city: "کرج"))
    }

    /// The form of its visit, its page, and the part of the form that follows what is typed.
    private func pages(
        _ world: World, _ number: String
    ) async throws -> (form: String, job: String, part: String) {
        func text(_ look: @escaping @Sendable (Browser) async throws -> Browser.Answer) async throws -> String {
            try await world.answer(as: .dealerManager, look).text
        }
        let typed = World.visit(["km": "100", "labour": "", "travel": "", "customer_parts": ""])
        return (
            try await text { try await $0.get("/arman/jobs/\(number)/visits/new") },
            try await text { try await $0.get("/arman/jobs/\(number)") },
            try await text { try await $0.post("/arman/jobs/\(number)/visits", typed + [("charge", "part")]) }
        )
    }

    /// Makes a job the visit of a planned service.
    private func book(_ position: Int, as number: String, _ world: World) async throws {
        _ = try await world.arman.write {
            try $0.execute("UPDATE unit SET installed_on = \(CalendarSystem.jalali.parse("1405/03/10"))")
        }
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        try await world.work()
        let booked = try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx).id
            return try tx.execute(
                "UPDATE plan_service SET state = 'booked', job_id = \(job) WHERE position = \(position)")
        }
        #expect(booked == 1)
    }

    private func contract(_ world: World, free: [String]) async throws {
        try await world.browse(as: .serviceManager) { browser in
            let kept = ContractJourneyTests.written.filter { !["unit", "free", "first"].contains($0.0) }
            let fields = kept + [("unit", "1"), ("first", "1405/09/01")] + free.map { ("free", $0) }
            let answer = try await browser.post("/arman/plans/contracts", fields)
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
    }

    private func agree(_ payer: JobPayer, _ number: String, _ world: World) async throws {
        try await world.arman.write { tx in
            var intake = JobIntake()
            intake.payer = payer
            try JobIntakeStore.save(intake, of: JobStore.find(number, .company, tx).id, tx)
        }
    }

    @Test("is not asked of the customer: a free service says so, with what it would have been, on each of the pages")
    func service() async throws {
        let (world, number) = try await standing()
        try await book(1, as: number, world)
        let (form, job, part) = try await pages(world, number)
        for name in ["labour", "travel"] { #expect(form.value(of: name) == "", "\(name)") }
        for page in [form, job, part] {
            #expect(page.contains("سرویس رایگان است") && page.contains("به‌جای \(Self.labour) ریال"))
        }
        #expect(part.contains("بهای قطعه هم از مشتری دریافت نمی‌شود"))
        #expect(!part.contains("به این مبلغ افزوده می‌شود"))
        try await world.browse(as: .dealerManager) { browser in
            let agreed = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "today"), ("from", "14:00"), ("to", "16:00"), ("version", "3")])
            try #require(agreed.status == .seeOther)
            #expect(try await browser.get("/arman/today").text.contains("از مشتری چیزی دریافت نکنید: سرویس رایگان"))
        }
    }

    @Test("one of the same plan that is not free is paid")
    func paid() async throws {
        let (world, number) = try await standing()
        try await book(2, as: number, world)
        let form = try await pages(world, number).form
        #expect(form.value(of: "labour") == Self.labour && !form.contains("سرویس رایگان"))
    }

    @Test("a contract frees what it names and nothing else")
    func contract() async throws {
        let (world, number) = try await standing()
        try await contract(world, free: ["labour", "repairs"])
        let (form, _, part) = try await pages(world, number)
        #expect(form.value(of: "labour") == "" && form.contains("طبق قرارداد"))
        #expect(part.value(of: "suggested_travel") == "۱٬۱۱۱٬۴۰۰")
        #expect(part.contains("به این مبلغ افزوده می‌شود"), "parts are paid")
    }

    @Test("a contract for visits alone leaves a fault between them to be paid")
    func visitsAlone() async throws {
        let (world, number) = try await standing()
        try await contract(world, free: ["labour", "travel", "parts"])
        #expect(try await pages(world, number).form.value(of: "labour") == Self.labour)
    }

    @Test(
        "what was agreed at reception goes before the tariff",
        arguments: [(JobPayer.company, "هزینه با شرکت است"), (.dealer, "هزینه با نماینده است")])
    func agreed(_ payer: JobPayer, _ reason: String) async throws {
        let (world, number) = try await standing()
        try await agree(payer, number, world)
        let form = try await pages(world, number).form
        #expect(form.value(of: "labour") == "" && form.value(of: "travel") == "" && form.contains(reason))
    }

    @Test("a customer with whom it was agreed that he pays does so under his contract too")
    func agreedWithCustomer() async throws {
        let (world, number) = try await standing()
        try await contract(world, free: ["labour", "repairs"])
        try await agree(.customer, number, world)
        #expect(try await pages(world, number).form.value(of: "labour") == Self.labour)
    }

    @Test("the technician reads it on the done job; what the tariff gave stays frozen as it was computed")
    func after() async throws {
        let (world, number) = try await standing()
        try await agree(.company, number, world)
        let technician = try await world.person(.dealerTechnician)
        _ = try await world.arman.write { try $0.execute("UPDATE job SET technician_id = \(technician)") }
        try await world.browse(as: .dealerTechnician) { browser in
            let visit = World.visit(["km": "100", "labour": "", "travel": "", "customer_parts": ""])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            try #require(answer.status == .seeOther, "\(answer.text)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("هزینه با شرکت است") && page.contains("به‌جای \(Self.labour) ریال"))
        }
        #expect(try await world.number("SELECT sum(amount) FROM fee_line WHERE payer = 'customer'") == 1_401_400)
    }
}
