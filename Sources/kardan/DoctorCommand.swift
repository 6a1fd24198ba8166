import ArgumentParser
import Ground
import House

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what must always hold, in every company; print what does not and exit with 1.")
    @OptionGroup var data: DataOptions
    @Option(help: "Only the company of this short name.") var company: String?

    func run() async throws {
        let companies = try await data.companies()
        let portal = try Portal(companies: companies)
        var isWell = true
        for row in try await companies.list() where company == nil || company == row.slug {
            guard let open = try await companies.find(row.slug) else { continue }
            let problems = try await Doctor(company: open, directory: companies.directory).problems()
            isWell = isWell && problems.isEmpty
            if problems.isEmpty { print("\(row.slug)\tok") }
            for problem in problems {
                print("\(row.slug)\t\(portal.renderer.words[.en]!(problem.key, values: problem.values))")
            }
        }
        try companies.close()
        if !isWell { throw ExitCode(1) }
    }
}
