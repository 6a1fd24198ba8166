import Base
import Database
import Domain
import Ground
import Work

/// What the demo company asks when it takes a refrigerator down, its terms of reception, and what some callers said.
struct DemoIntake: Sendable {
    let company: OpenCompany
    let now: Instant

    private static let faults = [
        ("سرد نمی‌کند", "Does not cool"), ("صدا می‌دهد", "Makes a noise"), ("برفک می‌زند", "Frosts up"),
        ("آب می‌ریزد", "Leaks water"), ("روشن نمی‌شود", "Does not switch on"),
    ]
    private static let terms = (
        fa: """
        دستگاه در برابر همین رسید تحویل داده می‌شود.
        هزینهٔ تعمیر خارج از گارانتی پیش از انجام کار به اطلاع مشتری می‌رسد.
        مسئولیت داده‌ها و وسایل به‌جامانده در دستگاه با مشتری است.
        دستگاهی که تا ۶۰ روز پس از اعلام آمادگی تحویل گرفته نشود، مشمول هزینهٔ انبار است.
        """,
        en: """
        The machine is handed out against this slip.
        What a repair out of warranty costs is told to the customer before it is done.
        Things left in the machine are the customer's own risk.
        A machine that is not fetched within 60 days after notice is charged for storage.
        """
    )

    func run() async throws {
        let (company, now, today) = (company, now, company.clock.day(of: now))
        try await company.write { tx in
            guard let reception = try DemoList.actors(tx).office[.reception],
                let group = try DemoList.group("fridge", tx)
            else { return }
            var setting = try ReceptionSetting(tx)
            (setting.termsFa, setting.termsEn) = (Self.terms.fa, Self.terms.en)
            try setting.set(tx)
            let faults = try Self.faults.map { fa, en in
                try Self.add(AskedField(.fault), fa, en, to: group, by: reception, tx)
            }
            let mains = try Self.add(
                AskedField(.list, choices: ["پریز ارت‌دار", "پریز بدون ارت", "با محافظ"]), "برق محل", "Mains", to: group,
                by: reception, tx)
            let floor = try Self.add(AskedField(.number), "طبقه", "Floor", to: group, by: reception, tx)
            try Self.guide(group, switchedOff: faults[4], by: reception, tx)
            for (place, number) in try DemoList.fresh(of: group, limit: 5, tx).enumerated() {
                var intake = Self.said(place, today)
                intake.fault = faults[place % faults.count]
                intake.own = [mains: "پریز ارت‌دار", floor: String(place + 1)]
                let version = try JobStore.find(number, .company, tx).version
                try ChangeIntake(number: number, version: version, intake: intake)
                    .run(by: reception, in: tx.at(now.adding(seconds: -600)))
            }
        }
    }

    /// What reception should know and ask before it takes a refrigerator down.
    private static func guide(
        _ group: ID<ProductGroup>, switchedOff fault: ID<IntakeItem>, by actor: Actor, _ tx: Transaction
    ) throws {
        @discardableResult
        func add(_ kind: IntakeKind, _ fa: String, _ en: String, _ guide: IntakeGuide) throws -> ID<IntakeItem> {
            try IntakeItemStore.add(
                IntakeItemFacts(names: BothNames(fa: fa, en: en), field: AskedField(kind), guide: guide), to: group,
                by: actor.person, tx)
        }
        try add(
            .rule, "پیش از نصب", "Before an installation",
            IntakeGuide(
                text: BothNames(
                    fa: "جای دستگاه تراز و پریز ارت‌دار باشد.\nدو ساعت پس از جابه‌جایی روشن شود.",
                    en: "The place is level and has an earthed socket.\nSwitch it on two hours after it was moved."),
                service: "install"))
        let plugged = try add(
            .question, "دوشاخه در پریز است و پریز برق دارد؟", "Is it plugged in, and has the socket power?",
            IntakeGuide(
                text: BothNames(
                    fa: "دستگاه دیگری را در همان پریز امتحان کند؛ اگر آن هم کار نکرد، فیوز را ببیند.",
                    en: "Try something else in that socket; where that does not work either, look at the fuse."),
                fault: fault))
        let cold = try add(
            .question, "درجهٔ ترموستات صفر نیست؟", "Is the thermostat above zero?",
            IntakeGuide(
                text: BothNames(fa: "شمارهٔ روی پیچ داخل یخچال را بخواند.", en: "Read the number on the dial inside.")))
        func answer(
            _ question: ID<IntakeItem>, _ version: Int, _ fa: String, _ en: String, _ step: GuideStep,
            _ advice: (fa: String, en: String) = ("", "")
        ) throws {
            let facts = IntakeAnswerFacts(
                names: BothNames(fa: fa, en: en), step: step, advice: BothNames(fa: advice.fa, en: advice.en))
            try IntakeAnswerStore.add(facts, to: question, of: group, at: version, by: actor.person, tx)
        }
        try answer(plugged, 1, "بله", "Yes", .question(cold))
        try answer(plugged, 2, "خیر", "No", .advice, ("دوشاخه را وصل کند.", "Plug it in."))
        try answer(
            cold, 1, "صفر است", "It is zero", .advice,
            ("درجه را روی ۳ بگذارد و دو ساعت صبر کند.", "Set it to 3 and wait two hours."))
        try answer(cold, 2, "صفر نیست", "It is not", .fault(fault))
    }

    private static func add(
        _ field: AskedField, _ fa: String, _ en: String, to group: ID<ProductGroup>, by actor: Actor, _ tx: Transaction
    ) throws -> ID<IntakeItem> {
        try IntakeItemStore.add(
            IntakeItemFacts(names: BothNames(fa: fa, en: en), field: field), to: group, by: actor.person, tx)
    }

    private static func said(_ place: Int, _ today: CalendarDay) -> JobIntake {
        var intake = JobIntake()
        intake.wish = place.isMultiple(of: 2) ? "عصرها پس از ساعت ۱۷" : "صبح روزهای زوج"
        intake.promisedOn = today.adding(days: 2 + place)
        guard place == 0 else { return intake }
        (intake.way, intake.shelf) = (.carriedIn, "الف ۳")
        (intake.accessories, intake.condition) = ("دو کشو، کلید در", "لولای در پایین ترک دارد")
        (intake.payer, intake.deposit, intake.depositNote) = (.customer, 5_000_000, "کارت‌خوان پذیرش")
        return intake
    }
}
