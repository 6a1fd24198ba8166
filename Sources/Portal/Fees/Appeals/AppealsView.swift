import Domain
import Ground
import Web

/// A claim's appeals, which both sides read, with the forms of whoever has a say now.
struct AppealsView: Sendable {
    /// The dealer's form: of the lines that were cut, one.
    struct Make: Sendable {
        let action: String
        let until: String
        let line: Field
        let text: Field
        let photos: FileField
        let errors: FormErrors?
    }

    struct Decide: Sendable {
        let action: String
        let version: String
        let granted: Field
        let answer: Field
        let errors: FormErrors?
    }

    struct Item: Sendable {
        let title: String
        let badge: Badge
        let sums: String
        let text: String
        let made: String
        let photos: [PhotoLink]
        let hasPhotos: Bool
        let answer: String?
        let decided: String?
        let decide: Decide?
        /// Why this person, who decides other appeals, does not decide this one.
        let denied: String?
    }

    let items: [Item]
    let make: Make?
    /// That the days to appeal are over, where that is why there is no form.
    let closed: String?

    /// nil where there is nothing to read or to do.
    init?(_ loaded: ShowClaim.Loaded, _ forms: ClaimForms, _ context: CompanyContext) {
        let maker = AppealsMaker(loaded: loaded, forms: forms, context: context)
        items = loaded.appeals.map(maker.item)
        make = maker.make()
        closed = make == nil ? maker.closed() : nil
        if items.isEmpty, make == nil, closed == nil { return nil }
    }
}

private struct AppealsMaker {
    let loaded: ShowClaim.Loaded
    let forms: ClaimForms
    let context: CompanyContext

    private var reader: Reader { context.reader }
    private var words: Words { context.words }

    func item(_ line: AppealList.Line) -> AppealsView.Item {
        let pictures = context.photoLinks(loaded.appealPhotos.filter { $0.subject == .appeal(line.id) })
        let sums =
            [
                words("appeals.sum.claimed", money(line.claimed)), words("appeals.sum.before", money(line.before)),
            ] + [line.after].compactMap(\.self).map { words("appeals.sum.after", money($0)) }
        return AppealsView.Item(
            title: words("fees.component.\(line.component.rawValue)"), badge: reader.badge(line.state),
            sums: sums.joined(separator: words("list.comma")), text: line.text,
            made: words("claims.line.decided", (line.madeBy ?? "–").isolated, reader.dateTime(line.madeAt)),
            photos: pictures, hasPhotos: !pictures.isEmpty,
            answer: line.answer.isEmpty ? nil : line.answer,
            decided: line.decidedAt.map {
                words("claims.line.decided", (line.decidedBy ?? "–").isolated, reader.dateTime($0))
            }, decide: decide(line), denied: denied(line))
    }

    private func denied(_ line: AppealList.Line) -> String? {
        guard line.state == .open, context.may(AppealRoutes.decision) else { return nil }
        do throws(Complaint) {
            _ = try permit(line)
            return line.lineDecidedBy == context.actor.person ? context.moneyEasing.map(reader.eased) : nil
        } catch { return reader.complaint(error) }
    }

    private func permit(_ line: AppealList.Line) throws(Complaint) -> MayDecideAppeal {
        try MayDecideAppeal(
            context.actor, decidedBy: line.lineDecidedBy, workers: loaded.workers, isEased: context.moneyEasing != nil)
    }

    private func money(_ minor: Int64) -> String { reader.money(Money(minor, context.company.currency)) }

    private func decide(_ line: AppealList.Line) -> AppealsView.Decide? {
        guard line.state == .open, context.may(AppealRoutes.decision),
            (try? permit(line)) != nil
        else { return nil }
        let typed = forms.decision.flatMap { $0.appeal == line.id ? $0 : nil }
        let form = typed ?? AppealDecisionForm(FormBody(), of: line.id)
        var granted = Field(form.granted, label: "appeals.granted", for: reader).asMoney(reader).with {
            $0.hint = words("appeals.granted.hint", money(line.before), money(line.claimed))
        }
        var answer = Field(form.answer, label: "appeals.answer", for: reader).with { $0.required = true }
        if typed == nil {
            (granted.error, answer.error) = (nil, nil)
            granted.value = reader.amount(Money(line.claimed))
        }
        return AppealsView.Decide(
            action: context.paths(AppealRoutes.decision, line.id), version: String(line.version), granted: granted,
            answer: answer, errors: FormErrors([granted, answer]))
    }

    private struct Standing {
        let id: ID<ClaimLine>
        let line: EvidenceList.Line
        let on: CalendarDay
        /// Why no appeal can be made against it.
        let complaint: Complaint?
    }

    /// The lines that were decided.
    private func standings() -> [Standing] {
        let (clock, currency) = (context.company.clock, context.company.currency)
        let today = clock.day(of: context.portal.now())
        let appealed = Set(loaded.appeals.map(\.line))
        return loaded.lines.compactMap { line -> Standing? in
            guard let id = line.id, let on = line.decidedAt.map(clock.day) else { return nil }
            let appealedLine = AppealedLine(
                claimed: Money(line.claimed, currency), approved: line.approved.map { Money($0, currency) },
                decidedOn: on, hasAppeal: appealed.contains(id), isReversed: loaded.line.isReversed)
            do throws(Complaint) {
                try appealedLine.check(today: today, days: loaded.settings.appealDays)
                return Standing(id: id, line: line, on: on, complaint: nil)
            } catch { return Standing(id: id, line: line, on: on, complaint: error) }
        }
    }

    /// The last day on which he could have appealed against what was cut, where it is past.
    func closed() -> String? {
        guard context.may(AppealRoutes.appeal), loaded.line.state.isFinal else { return nil }
        let late = standings().filter { $0.complaint?.key == "appeals.late" }
        guard let last = late.map(\.on).max() else { return nil }
        return words("appeals.closed", reader.wholeDay(last.adding(days: loaded.settings.appealDays)))
    }

    /// The lines that the dealer may still appeal against.
    func make() -> AppealsView.Make? {
        guard context.may(AppealRoutes.appeal) else { return nil }
        let days = loaded.settings.appealDays
        let open = standings().filter { $0.complaint == nil }
        guard loaded.line.state.isFinal, let first = open.map(\.on).min() else { return nil }
        let form = forms.appeal ?? AppealForm(FormBody())
        var line = Field(form.line, label: "appeals.line", for: reader).with { field in
            field.options = open.map { standing in
                let (id, line) = (standing.id.description, standing.line)
                return .init(
                    value: id,
                    label: words(
                        "appeals.line.option", words("fees.component.\(line.component.rawValue)"), money(line.claimed),
                        reader.amount(Money(line.approved ?? 0))), selected: id == form.line.typed)
            }
            field.required = true
        }
        var text = Field(form.text, label: "appeals.text", for: reader).with { $0.required = true }
        if forms.appeal == nil { (line.error, text.error) = (nil, nil) }
        return AppealsView.Make(
            action: context.paths(AppealRoutes.appeal, loaded.line.id),
            until: words("appeals.until", reader.wholeDay(first.adding(days: days))), line: line, text: text,
            photos: FileField(photos: forms.appeal == nil ? nil : forms.tray, title: "claims.photos.add", context),
            errors: FormErrors([line, text]))
    }
}

extension Reader {
    package func badge(_ state: AppealState) -> Badge {
        let kind =
            switch state {
            case .open: "info"
            case .granted: "done"
            case .upheld: "error"
            case .void: "neutral"
            }
        return Badge(kind: kind, label: words("appeals.state.\(state.rawValue)"))
    }
}
