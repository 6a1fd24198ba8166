import Database
import Domain
import Ground
import Web
import Work

/// What is known of the control of a dealer's job beside the test.
struct DealersControl: Sendable {
    let sample: QualitySampleRow?
    let rework: QualityRework?
    /// Whether nothing is under way that would make good what failed.
    let mayOrder: Bool
    /// Who may carry it out; empty where this person does not say who.
    let testers: [(id: ID<Person>, name: String)]

    /// nil of a machine in the workshop.
    static func read(
        _ row: QualityControlRow, _ context: CompanyContext, _ tx: Transaction
    ) throws -> DealersControl? {
        guard row.dealer != nil else { return nil }
        let mayAssign = row.state == .waiting && context.may(QualityDealerRoutes.assignment)
        let testers = mayAssign ? Set(try PersonStore.open(in: .testers, of: nil, tx)) : []
        return DealersControl(
            sample: try QualitySampleStore.find(row.job, tx),
            rework: try QualityReworkStore.last(of: row.job, context.actor.sight, tx),
            mayOrder: try OrderReworkAgain.isOpen(row, tx),
            testers: testers.isEmpty
                ? [] : try PersonStore.all(tx).filter { testers.contains($0.id) }.map { (id: $0.id, name: $0.name) })
    }

    func facts(_ context: CompanyContext) -> [Fact] {
        let links = rework.map {
            Fact(
                label: context.words("quality.made_good_by"), value: $0.number,
                href: context.pathIfAllowed(JobRoutes.one, $0.number), isLtr: true)
        }
        return [links].compactMap(\.self) + (sample.map { QualityJobCard.facts($0, context) } ?? [])
    }
}

/// Where the customer is, and whose it is to go there.
struct ControlTurns: Sendable {
    struct Assignment: Sendable {
        let action: String
        let field: Field
    }

    let action: String
    let tel: String
    let phone: String
    let address: String
    let who: String
    /// The words of the button: it is taken, or given back; nil where another has it.
    let deed: String?
    let label: String
    let assignment: Assignment?

    /// nil where there is nothing to carry out, or not for this person.
    init?(_ load: QualityControlLoad, _ context: CompanyContext) {
        let (row, words) = (load.row, context.words)
        guard let dealers = load.dealers, row.state == .waiting, context.may(QualityDealerRoutes.turn),
            (try? MayTestWork(context.actor, workers: load.workers)) != nil
        else { return nil }
        action = context.paths(QualityDealerRoutes.turn, row.id)
        phone = MobileNumber.shown(stored: row.mobile)
        tel = "tel:\(MobileNumber.local(stored: row.mobile))"
        address = [row.city.shown(context.reader), row.address].filter { !$0.isEmpty }
            .joined(separator: words("list.comma"))
        let (holder, isOwn) = (row.holder(but: context.actor.person, at: load.now), row.taker == context.actor.person)
        who =
            holder == nil && !isOwn
            ? words("quality.turn.nobody")
            : row.takenUntil.map {
                words("quality.turn.until", row.takerName.isolated, context.reader.dateTime($0).isolated)
            }
                ?? words("quality.turn.given", row.takerName.isolated)
        deed = holder == nil ? (isOwn ? "release" : "take") : nil
        label = words(isOwn ? "quality.turn.release" : "quality.turn.take")
        assignment =
            dealers.testers.isEmpty
            ? nil
            : Assignment(
                action: context.paths(QualityDealerRoutes.assignment, row.id),
                field: Field(name: "person", label: words("quality.turn.person")).with {
                    $0.blank = words("quality.turn.nobody")
                    $0.options = dealers.testers.map {
                        .init(value: $0.id.description, label: $0.name, selected: $0.id == row.taker)
                    }
                })
    }
}
