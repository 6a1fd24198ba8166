import ArgumentParser
import Ground
import House

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what must always hold, in every company; print what does not.",
        discussion:
            "Ends with status 1 where something does not hold, and with 2 where a store could not be looked into.")
    @OptionGroup var data: DataOptions
    @Option(help: "Only the company of this short name.") var company: String?

    func run() async throws {
        let words = try Failure.words(.en)
        let companies = try await Failure.inWords { try await data.companies() }
        let outcome = try await Failure.inWords {
            try await DoctorsRound(companies: companies) { slug, problem in
                print("\(slug)\t\(problem.map { words($0.key, values: $0.values) } ?? "ok")")
            }.run(only: company)
        }
        try companies.close()
        if outcome != .well { throw ExitCode(outcome.rawValue) }
    }
}
