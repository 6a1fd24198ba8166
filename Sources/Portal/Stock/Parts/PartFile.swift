import Domain
import Ground
import Web

/// The catalogue as a file, behind the same filter as the page; it can be brought in again as it is.
enum PartFile {
    static func sheet(_ filter: PartFilter, _ context: CompanyContext) -> Sheet<PartLine, ID<SparePart>> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<PartLine>] = [
            .init(words("parts.code")) { .text($0.code) },
            .init(words("parts.name_fa")) { .text($0.names.fa) },
            .init(words("parts.name_en")) { .text($0.names.en) },
            .init(words("parts.group")) { .text($0.group?.shown(reader) ?? "") },
            .init(words("parts.unit")) { .text(words("parts.unit.\($0.unit.rawValue)")) },
            .init(words("parts.tracking")) { .text(words("parts.tracking.\($0.tracking.rawValue)")) },
            .init(words("parts.return")) { .text(words("parts.return.\($0.mustReturn.rawValue)")) },
            .init(words("parts.maker_number")) { .text($0.makerNumber) },
            .init(words("parts.barcode")) { .text($0.barcode) },
        ]
        return Sheet("parts", title: "parts.title", columns: columns) { cursor, size, tx in
            try PartList.slice(filter.at(cursor), size: size, tx)
        }
    }

    /// Which models parts are for; of one model where the filter names it. It can be brought in again as it is.
    static func fits(_ filter: PartFilter, _ context: CompanyContext) -> Sheet<FitOfPart, ID<PartFit>> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<FitOfPart>] = [
            .init(words("parts.code")) { .text($0.code) },
            .init(words("parts.name")) { .text($0.names.shown(reader)) },
            .init(words("parts.fit.model")) { .text($0.fit.modelCode) },
            .init(words("parts.fit.assembly")) { .text($0.fit.assembly) },
            .init(words("parts.fit.most")) { .number(Int64($0.fit.most)) },
        ]
        return Sheet("part-fits", in: "parts", title: "parts.fit.file", columns: columns) { cursor, size, tx in
            try PartFitList.slice(filter.model, cursor, size: size, tx)
        }
    }
}
