import Ground

/// The rooms of this wing that can be called.
package enum WorkRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            JobRoutes.self, JobWaitRoutes.self, FollowUpRoutes.self, JobCoverRoutes.self, JobCorrectionRoutes.self,
            NewJobRoutes.self,
            GuideRoutes.self,
            IntakeRoutes.self,
            SketchRoutes.self,
            BoardRoutes.self, DispatchSettingsRoutes.self, PromiseSettingsRoutes.self, PromiseReportRoutes.self,
            RoundRoutes.self, LeaveRoutes.self, CityRoutes.self, WithdrawalRoutes.self, TodayRoutes.self,
            DeedRoutes.self,
            VisitRoutes.self, VisitCorrectionRoutes.self, VisitSettingsRoutes.self, CalendarRoutes.self,
            ScorecardRoutes.self, PinRoutes.self, TrackRoutes.self, JobAnswerRoutes.self, EstimateRoutes.self,
            ApprovalRoutes.self,
            PaperRoutes.self, ReceptionSettingsRoutes.self,
            WorkshopRoutes.self, BenchItemRoutes.self, BenchRoutes.self, BenchWorkRoutes.self, HandOverRoutes.self,
            StorageRoutes.self,
        ]
    }
}
