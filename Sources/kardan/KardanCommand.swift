import ArgumentParser
import Portal

@main
struct KardanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kardan", abstract: "The after-sales service portal.", version: Kardan.version,
        subcommands: [
            Serve.self,
            Migrate.self,
            DemoCommand.self,
            CompanyCommand.self,
            DirectoryCommand.self,
            UserCommand.self,
            ImportCommand.self,
            FeesCommand.self,
            BackupCommand.self,
            RestoreCommand.self,
            VerifyCommand.self,
            DoctorCommand.self,
        ])
}
