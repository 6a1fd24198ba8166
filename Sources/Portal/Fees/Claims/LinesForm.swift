import Domain
import Ground
import Web

/// What finance says to each line of one claim, as it was typed.
struct LinesForm: Sendable {
    struct Line: Sendable {
        let id: ID<ClaimLine>
        let title: String
        let claimed: Money
        var amount: Input<Int64>
        var reason: Input<String>
        let decision: LineDecision?
    }

    let lines: [Line]

    /// - Parameter isBlank: the form is shown for the first time: every line as it was claimed.
    init(_ form: FormBody, _ evidence: [EvidenceList.Line], isBlank: Bool, _ context: CompanyContext) {
        lines = evidence.compactMap { line in
            line.id.map { Self.line(form, $0, line, isBlank: isBlank, context) }
        }
    }

    /// nil where a line is not decided or wrongly so.
    var decisions: [LineDecision]? {
        let decided = lines.compactMap(\.decision)
        return decided.count == lines.count ? decided : nil
    }

    /// The form with the lines that follow from it: nil where nothing follows, or a line is not decided.
    static func following(
        _ form: FormBody, _ evidence: [EvidenceList.Line], _ context: CompanyContext
    ) throws -> FormBody? {
        guard let decisions = LinesForm(form, evidence, isBlank: false, context).decisions else { return nil }
        let approved = Dictionary(uniqueKeysWithValues: decisions.map { ($0.line, $0.approved.minor) })
        let amounts = try FollowingLines.amounts(
            evidence.map { line in
                DecidedLine(
                    line.component, isCompanys: line.id != nil, working: line.working, claimed: line.claimed,
                    approved: line.id.flatMap { approved[$0] } ?? line.claimed)
            })
        let reason = decisions.compactMap(\.reason).first ?? ""
        var form = form
        for (line, amount) in zip(evidence, amounts) {
            guard let id = line.id, amount != approved[id] else { continue }
            form.fields["amount-\(id)"] = [context.reader.amount(Money(amount, context.company.currency))]
            form.fields["reason-\(id)"] = [reason]
            form.fields["as_typed"] = ["yes"]
        }
        return form.isChecked("as_typed") ? form : nil
    }

    private static func line(
        _ form: FormBody, _ id: ID<ClaimLine>, _ line: EvidenceList.Line, isBlank: Bool, _ context: CompanyContext
    ) -> Line {
        let claimed = Money(line.claimed, context.company.currency)
        let name = "amount-\(id)"
        var amount =
            isBlank
            ? Input(name: name, typed: context.reader.amount(claimed), value: claimed.minor)
            : form.money(name, in: Int64.min...Int64.max)
        var reason = form.input("reason-\(id)", else: nil) { $0 }
        var decision: LineDecision?
        if let minor = amount.value {
            do {
                decision = try LineDecision(
                    line: id, claimed: claimed, approved: Money(minor, claimed.currency), reason: reason.value)
            } catch let complaint where complaint.key == "form.choose" {
                reason.complaint = complaint
            } catch {
                amount.complaint = error
            }
        }
        return Line(
            id: id,
            title: context.words(line.isAsked ? "claims.line.asked" : "fees.component.\(line.component.rawValue)"),
            claimed: claimed, amount: amount,
            reason: reason, decision: decision)
    }

    func fields(_ reasons: [Reason], _ reader: Reader) -> [ClaimPage.LineFields] {
        lines.map { line in
            ClaimPage.LineFields(
                title: line.title, claimed: Amount(line.claimed, reader),
                amount: Field(line.amount, label: "claims.approved", for: reader).asMoney(reader),
                reason: Field(line.reason, label: "claims.line.reason", for: reader).with {
                    $0.blank = reader.words("claims.line.whole")
                    $0.options = reasons.map { $0.option(reader, chosen: line.reason.typed) }
                })
        }
    }
}
