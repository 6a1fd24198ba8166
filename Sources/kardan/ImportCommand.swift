import ArgumentParser
import Domain
import Foundation
import Ground
import House
import Web

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read a file of dealers, products, requests or a tariff into a company.")

    @OptionGroup var data: DataOptions
    @Argument(help: "dealers, products, requests, cards, tariff, parts, part_prices, part_fit or counts.")
    var kind: ImportKind
    @Argument(help: "The file: an Excel workbook (.xlsx), or CSV in any usual encoding.") var file: String
    @Option(help: "The company's short name.") var company: String
    @Option(help: "Write what came of it, as JSON.") var report: String?
    @Option(help: "Write the refused rows with their reasons, ready to be mended.") var refused: String?
    @Option(help: "The language of the reasons: fa or en.") var lang: Language = .fa
    @Option(help: "Of a tariff: its first day, e.g. 1405/01/01 (the start of the company's current year).")
    var validFrom: String?

    func run() async throws {
        let companies = try await data.companies()
        guard let open = try await companies.find(company) else { throw ValidationError("no company \(company)") }
        let url = URL(fileURLWithPath: file)
        guard let bytes = try? Data(contentsOf: url) else { throw try Failure.absent(file, lang) }
        do {
            let result = try await ImportFile(company: open, root: companies.root, language: lang)
                .run(kind, name: url.lastPathComponent, bytes: [UInt8](bytes), validFrom: validFrom)
            let json = try result.report.json()
            if let report {
                try Data(json.utf8).write(to: URL(fileURLWithPath: report))
            } else {
                print(json, terminator: "")
            }
            if let refused { try Data(result.refused).write(to: URL(fileURLWithPath: refused)) }
        } catch let fault as ImportFile.Unreadable {
            throw Failure.said("\(file): \(fault)")
        }
        try companies.close()
    }
}

extension ImportKind: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
