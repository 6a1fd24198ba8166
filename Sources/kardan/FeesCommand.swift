import ArgumentParser
import Domain
import Foundation
import Ground
import Spreadsheets
import Web

struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "Fees of finished jobs.", subcommands: [Quote.self])

    struct Quote: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Price a file of finished jobs with a tariff's file; nothing is stored.")
        @Option(help: "The tariff's file.") var tariff: String
        @Option(help: "The file of finished jobs.") var jobs: String
        @Option(help: "Write the lines here instead of to standard output.") var output: String?
        @Flag(help: "Say how each line came about (on standard error where the lines are on standard output).")
        var explain = false
        @Option(help: "The language of refusals: fa or en.") var lang: Language = .fa

        func run() async throws {
            let (rules, facts) = (try bytes(tariff), try bytes(jobs))
            let result = FeesQuote.run(tariff: rules, jobs: facts, tariffName: tariff, jobsName: jobs) {
                (bytes) throws(Complaint) in try TableFile.table(bytes)
            }
            switch result {
            case .failure(let refusals):
                throw Failure.said(try sentences(refusals).joined(separator: "\n"))
            case .success(let quote):
                try write(quote)
            }
        }

        private func write(_ quote: FeesQuote) throws {
            let csv = Data(quote.csv.utf8)
            let explanation = Data((explain ? quote.explanation : "").utf8)
            if let output {
                try csv.write(to: URL(fileURLWithPath: output))
                FileHandle.standardOutput.write(explanation)
            } else {
                FileHandle.standardOutput.write(csv)
                FileHandle.standardError.write(explanation)
            }
        }

        /// `tariff.csv:12: L-1: amount: …`, the rule's code or the job's number before the column.
        private func sentences(_ refusals: RowRefusals) throws -> [String] {
            let words = try Failure.words(lang)
            return refusals.rows.map { row in
                let place = ([row.file] + (row.line > 0 ? [String(row.line)] : [])).joined(separator: ":")
                let parts = [place, row.row, row.column, words(row.complaint.key, values: row.complaint.values)]
                return parts.filter { !$0.isEmpty }.joined(separator: ": ")
            }
        }

        private func bytes(_ path: String) throws -> [UInt8] {
            guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
                throw try Failure.absent(path, lang)
            }
            return [UInt8](data)
        }
    }
}
