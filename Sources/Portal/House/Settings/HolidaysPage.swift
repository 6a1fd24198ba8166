import Domain
import Ground
import Web

/// A day off, as it was typed.
struct HolidayForm: Sendable {
    let day: Input<CalendarDay>
    let nameFa: Input<String>
    let nameEn: Input<String>

    init(_ form: FormBody, _ calendar: CalendarSystem) {
        day = form.input("day") { try calendar.parse($0) }
        nameFa = form.input("name_fa", shortText(limit: 100))
        nameEn = form.input("name_en", else: "", shortText(limit: 100))
    }

    func fields(isBlank: Bool, _ reader: Reader) -> [Field] {
        let fields = [
            Field(day, label: "holidays.day", for: reader).asDay().with { $0.required = true },
            Field(nameFa, label: "holidays.name_fa", for: reader).with { $0.required = true },
            Field(nameEn, label: "holidays.name_en", for: reader).with { $0.direction = "ltr" },
        ]
        return isBlank ? fields.map { $0.with { $0.error = nil } } : fields
    }
}

/// The days off of one year.
struct HolidaysPage: Page {
    struct Line: Sendable {
        let day: String
        let weekday: String
        let name: String
        let removal: String
    }

    static let template = "settings/holidays"
    let titleKey = "holidays.title"
    let settings: String
    let files: [FileLink]
    let years: [Tab]
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?
    let action: String
    let fields: [Field]
    let errors: FormErrors?
    let fileAction: String
    /// What the last file brought.
    let told: String?
    let cards: PageCards

    init(
        _ year: Int, _ holidays: [Holiday], _ form: HolidayForm?, _ told: String?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        settings = paths(SettingsRoutes.index)
        files = context.files(HolidayRoutes.export, at: paths(HolidayRoutes.export))
        let thisYear = context.company.clock.calendar.year(of: context.today)
        years = Set((thisYear - 1)...(thisYear + 2)).union([year]).sorted().map {
            Tab(
                href: Address.of(paths(HolidayRoutes.page), [("year", String($0))]),
                label: reader.digits(String($0)), isCurrent: $0 == year)
        }
        lines = holidays.map {
            Line(
                day: reader.day($0.day), weekday: reader.weekday($0.day),
                name: reader.name(fa: $0.nameFa, en: $0.nameEn),
                removal: paths(HolidayRoutes.removal, Int($0.day.number)))
        }
        hasLines = !lines.isEmpty
        empty =
            lines.isEmpty ? EmptyNote(title: words("holidays.none"), text: words("holidays.none_hint")) : nil
        action = paths(HolidayRoutes.addition)
        fields = (form ?? HolidayForm(FormBody(), .jalali)).fields(isBlank: form == nil, reader)
        errors = FormErrors(fields)
        fileAction = paths(HolidayRoutes.file)
        (self.told, self.cards) = (told, cards)
    }
}
