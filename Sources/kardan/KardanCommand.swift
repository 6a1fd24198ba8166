import ArgumentParser
import Dispatch
import Foundation
import Ground
import NIOCore
import NIOPosix

/// Swift's tasks run on the event loops themselves. By default they have threads of their own, as many as there are
/// processors, and under load the two kinds of threads keep each other waiting: at 8 connections 99 of 100 pages of the
/// list came within 20 ms, and now within 5. Nothing here may block for long: stores that wait for a server or a disk do so
/// on threads of their own.
@main
enum Program {
    static func main() {
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        Task {
            await KardanCommand.main()
            exit(0)
        }
        dispatchMain()
    }
}

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
            TableCommand.self,
            FeesCommand.self,
            BackupCommand.self,
            RestoreCommand.self,
            VerifyCommand.self,
            DoctorCommand.self,
        ])
}
