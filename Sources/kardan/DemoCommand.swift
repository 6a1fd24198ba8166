import ArgumentParser
import Foundation
import Ground
import House

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make the demo companies where they are missing, and print a sign-in for each role.")

    @OptionGroup var data: DataOptions
    @Option(help: "Grow the first company to so many jobs, for measuring.")
    var jobs: Int?

    func run() async throws {
        let companies = try await data.companies()
        let demo = Demo(portal: try Portal(companies: companies)) { line in
            FileHandle.standardError.write(Data("\(line)\n".utf8))
        }
        try await demo.run()
        if let jobs { try await demo.grow(to: jobs) }
        for line in try await demo.signIns() { print(line) }
        try companies.close()
    }
}
