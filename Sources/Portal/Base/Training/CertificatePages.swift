import Domain
import Ground
import Web

/// One certificate in a list.
struct CertificateLine: Sendable {
    let href: String
    let number: String
    let course: String
    let holder: String
    let dealer: String
    let from: String
    let until: String
    let badge: Badge

    init(_ item: CertificateItem, _ context: CompanyContext) {
        let reader = context.reader
        href = context.paths(CertificateRoutes.one, item.id)
        (number, holder, dealer) = (item.number, item.holder, item.dealerName)
        course = item.names.shown(reader)
        (from, until) = (reader.day(item.from), reader.day(item.until))
        badge = item.badge(context)
    }
}

extension CertificateItem {
    func badge(_ context: CompanyContext) -> Badge {
        let state = state(on: context.today)
        let kind =
            switch state {
            case _ where hasGone(on: context.today): "warning"
            case .valid: "done"
            case .ending: "warning"
            case .over: "neutral"
            case .withdrawn: "error"
            }
        return Badge(kind: kind, label: standing(context))
    }

    /// How it stands, in words.
    func standing(_ context: CompanyContext) -> String {
        let today = context.today
        return context.words("training.state.\(hasGone(on: today) ? "gone" : state(on: today).rawValue)")
    }

    /// It would count, but its holder does not work for the dealer any more.
    private func hasGone(on today: CalendarDay) -> Bool {
        !isThere && [.valid, .ending].contains(state(on: today))
    }
}

struct CertificateListPage: Page {
    static let template = "training/certificates"
    let titleKey = "training.certificates"
    let training: String
    let files: [FileLink]
    let tabs: [Tab]
    /// Of one course alone.
    let course: String?
    let whole: String
    let items: [CertificateLine]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<CertificateItem, ID<Certificate>>, _ filter: CertificateFilter, _ courses: [CourseItem],
        _ context: CompanyContext
    ) {
        let (words, paths) = (context.words, context.paths)
        let list = paths(CertificateRoutes.list)
        training = paths(CourseRoutes.list)
        files = context.files(of: filter, at: paths(CertificateRoutes.export))
        let kept = filter.course.map { [("course", $0.description)] } ?? []
        tabs = Certificate.State.allCases.map { state in
            Tab(
                href: Address.of(list, [("state", state.rawValue)] + kept),
                label: words("training.tab.\(state.rawValue)"), isCurrent: state == filter.state)
        }
        course = courses.first { $0.id == filter.course }?.names.shown(context.reader)
        whole = list
        items = slice.lines.map { CertificateLine($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(title: words("training.certificates.none"), text: words("training.certificates.none_hint"))
    }
}

/// One certificate: whose it is, until when it counts, and how it is withdrawn.
struct CertificatePage: Page {
    struct Withdrawal: Sendable {
        let action: String
        let version: String
        let errors: FormErrors?
        let reason: Field
    }

    static let template = "training/certificate"
    let titleKey = "training.certificate_title"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let facts: [Fact]
    let withdrawal: Withdrawal?

    init(_ item: CertificateItem, _ typed: Input<String>?, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        titleValues = [item.number.isolatedLeftToRight]
        list = paths(CertificateRoutes.list)
        badge = item.badge(context)
        facts = item.facts(context)
        guard item.withdrawnAt == nil, context.may(CertificateRoutes.withdrawal) else {
            withdrawal = nil
            return
        }
        let reason = Field(
            typed ?? Input(name: "reason", typed: "", value: nil), label: "training.reason", for: reader
        ).with {
            $0.required = true
            $0.hint = reader.words("training.reason.hint")
        }
        withdrawal = Withdrawal(
            action: paths(CertificateRoutes.withdrawal, item.id), version: String(item.version),
            errors: FormErrors([reason]), reason: reason)
    }
}

extension CertificateItem {
    fileprivate func facts(_ context: CompanyContext) -> [Fact] {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        return [
            Fact(label: words("training.course"), value: names.shown(reader), href: paths(CourseRoutes.one, course)),
            Fact(label: words("training.holder"), value: holder),
            Fact(
                label: words("dealers.name"), value: dealerName, href: paths(CertificateRoutes.ofDealer, dealer)),
            Fact(label: words("training.from"), value: reader.wholeDay(from)),
            Fact(label: words("training.until"), value: reader.wholeDay(until)),
            Fact(
                label: words("training.basis"),
                value: note.isEmpty ? words("training.basis.exam") : words("training.basis.hand", note, giver)),
            withdrawnAt.map {
                Fact(
                    label: words("training.withdrawn"),
                    value: [withdrawer ?? "", reader.dateTime($0), reason].joined(separator: words("list.comma")))
            },
        ].compactMap(\.self)
    }
}
