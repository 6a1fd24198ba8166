import ArgumentParser
import Domain
import Foundation
import Spreadsheets
import Web

struct TableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Show how a file is read, as CSV; nothing is stored.")
    @Argument(help: "The file: an Excel workbook (.xlsx), or CSV in any usual encoding.") var file: String
    @Option(help: "Which of a workbook's visible sheets, from 1 (the first that holds something).") var sheet: Int?
    @Option(help: "The language of refusals: fa or en.") var lang: Language = .fa

    func run() async throws {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: file)) else { throw try Failure.absent(file, lang) }
        do {
            let table = try TableFile.table([UInt8](data), sheet: sheet.map { $0 - 1 })
            let text = DelimitedText.write(header: table.header, records: table.records)
            FileHandle.standardOutput.write(Data(text.utf8))
        } catch {
            let words = try Failure.words(lang)
            throw Failure.said("\(file): \(words(error.key, values: error.values))")
        }
    }
}
