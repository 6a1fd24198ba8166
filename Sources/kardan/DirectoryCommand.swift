import ArgumentParser
import Ground
import House

struct DirectoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory", abstract: "The list of companies and accounts.", subcommands: [Copy.self])

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy the directory to another place, with the portal stopped.",
            discussion: "Then start every process with the new place in KARDAN_DIRECTORY.")
        @OptionGroup var data: DataOptions
        @Option(name: .customLong("to"), help: "postgres://…[?schema=…], or sqlite:FILE.") var place: String

        func run() async throws {
            let companies = try await data.companies()
            try await Failure.inWords {
                try await CopyDirectory(companies: companies, target: place) { print($0) }.run()
            }
            try companies.close()
        }
    }
}
