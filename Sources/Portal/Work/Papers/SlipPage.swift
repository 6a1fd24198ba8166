import Base
import Domain
import Ground
import Web

/// For whoever brings a machine or calls: what was taken down, on a sheet of A5 or the roll of a till.
struct SlipPage: Page {
    static let roll = "80"
    static let template = "papers/slip"
    let titleKey = "papers.slip_title"
    let titleValues: [String]
    let back: String
    /// The same on the other paper.
    let other: String
    let otherName: String
    let sheet: String
    let facts: [Fact]
    let parts: [PaperPart]
    let sketch: SketchDrawing?
    let terms: [String]
    let hasTerms: Bool
    /// Follows the job where its customer has a link, else the job's number.
    let code: PaperCode?
    /// What the code is for, where it is more than the number.
    let codeText: String?

    init(_ load: PaperLoad, onRoll: Bool, _ context: CompanyContext) throws {
        let (words, number) = (context.words, load.sheet.job.number)
        let own = context.paths(PaperRoutes.slip, number)
        titleValues = [number.isolatedLeftToRight]
        back = context.paths(JobRoutes.one, number)
        other = onRoll ? own : "\(own)?paper=\(Self.roll)"
        otherName = words(onRoll ? "papers.on_a5" : "papers.on_roll")
        sheet = onRoll ? "roll" : "a5"
        facts = try Self.head(load, context)
        let stated = try load.fault.map { [Fact(label: words("jobs.fault"), value: $0)] } ?? []
        parts = [
            PaperPart(words("papers.customer"), try load.customer(context)),
            PaperPart(words("jobs.unit"), try load.unit(context)),
            PaperPart(words("papers.agreed"), stated + load.agreed(inHouse: false, context)),
        ].compactMap(\.self)
        sketch = load.sketch
        terms = load.setting.terms(context.reader).split(whereSeparator: \.isNewline).map(String.init)
        hasTerms = !terms.isEmpty
        code = PaperCode(load.link ?? number)
        codeText = load.link.map { _ in words("papers.code.follow") }
    }

    private static func head(_ load: PaperLoad, _ context: CompanyContext) throws -> [Fact] {
        let (reader, job) = (context.reader, load.sheet.job)
        return [
            Fact(label: reader.words("jobs.received"), value: reader.wholeMoment(job.receivedAt)),
            Fact(label: reader.words("jobs.service"), value: load.names.service(job.serviceType, reader)),
        ]
    }
}

/// To be stuck on a machine that is in our house.
struct LabelPage: Page {
    static let template = "papers/label"
    let titleKey = "papers.label_title"
    let titleValues: [String]
    let back: String
    let number: String
    let code: PaperCode?
    let customer: String
    let model: String
    let serial: String
    let shelf: String?
    let day: String

    init(_ load: PaperLoad, _ context: CompanyContext) throws {
        let (row, job, reader) = (load.sheet.row, load.sheet.job, context.reader)
        number = job.number
        titleValues = [number.isolatedLeftToRight]
        back = context.paths(JobRoutes.one, number)
        code = PaperCode.job(number, context)
        (customer, model, serial) = (try row("customer"), try row("model"), try row("serial"))
        let shelf = load.intakes[job.id].shelf
        self.shelf = shelf.isEmpty ? nil : shelf
        day = reader.day(try row("received_on"))
    }
}
