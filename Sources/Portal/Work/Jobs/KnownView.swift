import Base
import Database
import Domain
import Ground
import Web

/// What is known of whatever stands in the box, for the page of a new job and under the box while somebody types.
struct KnownView: Sendable {
    struct Person: Sendable {
        let name: String
        let number: String
        /// Takes a job of his down.
        let href: String
        let page: String
    }

    struct Machine: Sendable {
        let model: String
        let serial: String
        let badge: Badge?
        let owner: String?
        let href: String
    }

    let people: [Person]
    let machines: [Machine]
    let open: [JobLine]
    let hasOpen: Bool
    let past: [JobLine]
    let hasPast: Bool
    let cards: [PageCard]
    /// What other rooms know by these words.
    let others: [Fact]
    let hasOthers: Bool
    /// Nobody and nothing was found.
    let isNone: Bool
    /// All jobs with these words.
    let all: String?

    init(_ known: Known, _ names: JobLineNames, _ context: CompanyContext) throws {
        let (reader, paths, form) = (context.reader, context.paths, context.paths(NewJobRoutes.form))
        people = known.customers.map { line in
            Person(
                name: line.name, number: reader.mobile(line.mobile),
                href: Address.of(form, [("q", known.typed), ("customer", line.id.description)]),
                page: paths(CustomerRoutes.one, line.id))
        }
        let own = known.machines.map { unit in
            Machine(
                model: unit.model, serial: unit.serial,
                badge: Badge(unit.cover.verdict(on: context.today, reader.clock.calendar), reader.words), owner: nil,
                href: paths(UnitRoutes.one, unit.serial))
        }
        let carded = known.card.map { card in
            Machine(
                model: card.model, serial: card.serial,
                badge: Badge(card.cover.verdict(on: context.today, reader.clock.calendar), reader.words),
                owner: [reader.words("jobs.known.card"), card.owner].filter { !$0.isEmpty }.joined(
                    separator: reader.words("list.comma")),
                href: Address.of(form, [("q", card.serial)]))
        }
        machines =
            own + [carded].compactMap(\.self)
            + known.units.map { unit in
                Machine(
                    model: unit.model, serial: unit.serial, badge: nil, owner: unit.owner,
                    href: Address.of(form, [("q", unit.serial)]))
            }
        func lines(_ rows: [Row]) throws -> [JobLine] { try rows.map { try JobLine($0, names, forDealer: false) } }
        (open, past) = (try lines(known.open), try lines(known.past))
        (hasOpen, hasPast, cards) = (!open.isEmpty, !past.isEmpty, known.cards)
        (others, hasOthers) = (known.others, !known.others.isEmpty)
        isNone = people.isEmpty && machines.isEmpty && open.isEmpty && others.isEmpty && !known.typed.isEmpty
        all = known.typed.isEmpty ? nil : Address.of(paths(JobRoutes.list), [("q", known.typed)])
    }
}

/// The answer to what stands in the box of the head so far: a part of a page.
struct KnownPage: Page {
    static let template = "jobs/known"
    let titleKey = "jobs.new"
    let known: KnownView
}
