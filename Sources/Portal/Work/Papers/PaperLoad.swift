import Base
import Database
import Domain
import Ground
import Web

package enum PaperSlots {
    /// On the order of whoever goes to the customer.
    package static let order = Slot<@Sendable (JobRow, CompanyContext, Transaction) throws -> [PaperPart]>(
        "paper.order")
}

/// What the papers of a job are made of.
struct PaperLoad: Sendable {
    let sheet: JobSheet
    let intakes: JobIntakes
    let names: CommonNames
    let pins: Pins
    let visits: VisitRows
    /// Photos and other files that were added to the job.
    let files: Int
    let setting: ReceptionSetting
    /// By which the customer follows his job; nil where there is no such link.
    let link: String?
    /// Where something was seen on the machine; nil where nothing was.
    let sketch: SketchDrawing?
    /// What other wings have for whoever goes there.
    let more: [PaperPart]

    static func read(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws -> PaperLoad {
        let sight = context.actor.sight
        let sheet = try JobSheetList.find(number, sight, tx)
        let job = sheet.job
        return PaperLoad(
            sheet: sheet, intakes: try JobIntakeStore.all(of: [job.id], tx),
            names: try context.company.names.names(tx), pins: try PinStore.pins(of: [job.customer], tx),
            visits: try VisitList.visits(of: job.id, context, tx),
            files: try AttachmentStore.all(of: "job", [job.id.value], tx).count, setting: try ReceptionSetting(tx),
            link: try context.actor.dealer == nil ? JobLinkCard.address(of: job.id, context, tx) : nil,
            sketch: SketchDrawing(try JobMarkStore.all(of: job.id, tx), context.reader),
            more: try context.company.fittings[PaperSlots.order].flatMap { try $0(job, context, tx) })
    }

    func wording(_ context: CompanyContext) -> JobSheetWording {
        JobSheetWording(sheet: sheet, names: names, pins: pins, context: context)
    }

    func customer(_ context: CompanyContext) throws -> [Fact] {
        let card = try wording(context).customer()
        let city = names.city(sheet.job.city)?.names.shown(context.reader) ?? ""
        return [
            Fact(label: context.words("jobs.customer"), value: card.name),
            Fact(label: context.words("papers.phone"), value: card.phone, isLtr: true),
            Fact(
                label: context.words("jobs.new.address"),
                value: [city, card.address].filter { !$0.isEmpty }.joined(separator: context.words("list.comma"))),
        ].filter { !$0.value.isEmpty }
    }

    /// The machine, without links: paper has none.
    func unit(_ context: CompanyContext) throws -> [Fact] {
        let wording = wording(context)
        let facts = try wording.unit().map { Fact(label: $0.label, value: $0.value, isLtr: $0.isLtr) }
        return facts + [Fact(label: context.words("papers.warranty"), value: wording.warranty().label)]
    }

    func work(_ context: CompanyContext) throws -> [Fact] {
        try wording(context).work().map { Fact(label: $0.label, value: $0.value, isLtr: $0.isLtr) }
    }

    /// What was agreed, with the deposit in words too.
    func agreed(inHouse: Bool = true, _ context: CompanyContext) -> [Fact] {
        let (job, currency, reader) = (sheet.job.id, context.company.currency, context.reader)
        let kept =
            files == 0 ? [] : [Fact(label: reader.words("papers.files"), value: reader.number(files))]
        let facts = intakes.facts(job, currency, inHouse: inHouse, reader) + kept
        let deposit = intakes[job].deposit
        guard deposit > 0 else { return facts }
        return facts + [
            Fact(label: reader.words("papers.deposit_in_words"), value: reader.inWords(Money(deposit, currency)))
        ]
    }

    /// All of it, for those who work on the job.
    func parts(_ context: CompanyContext) throws -> [PaperPart] {
        let words = context.words
        return [
            PaperPart(words("papers.customer"), try customer(context)),
            PaperPart(words("jobs.work"), try work(context)),
            PaperPart(words("jobs.unit"), try unit(context)), PaperPart(words("papers.agreed"), agreed(context)),
        ].compactMap(\.self)
    }

    var fault: String? {
        get throws {
            let stated: String = try sheet.row("stated_fault")
            return stated.isEmpty ? nil : stated
        }
    }
}

/// A QR code as pages draw it (`papers/_code`). What stands in it is ASCII: printed Persian digits are misread.
package struct PaperCode: Sendable {
    let side: Int
    let path: String

    package init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let code = QRCode(text) else { return nil }
        (side, path) = (code.side, code.path)
    }

    /// Where the company has the job, for its own people; the bare number where nobody knows how the portal is called.
    static func job(_ number: String, _ context: CompanyContext) -> PaperCode? {
        PaperCode(context.origin.map { $0 + context.paths(JobRoutes.one, number) } ?? number)
    }
}

/// A heading with its facts.
package struct PaperPart: Sendable {
    let title: String
    let facts: [Fact]

    /// nil where there are none.
    package init?(_ title: String, _ facts: [Fact]) {
        if facts.isEmpty { return nil }
        (self.title, self.facts) = (title, facts)
    }
}
