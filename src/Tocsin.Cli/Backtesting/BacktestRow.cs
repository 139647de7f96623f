using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Cli.Backtesting;

/// <summary>A row that can be decided.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Borrower">The borrower; empty where the file names none.</param>
/// <param name="RequestId">The request's id; empty when there is none.</param>
/// <param name="Profile">What is decided on.</param>
/// <param name="Defaulted">Whether the borrower defaulted; null when that is not known.</param>
/// <param name="IsBaseline">True for a row of the baseline.</param>
/// <param name="FinalOutcome">Approve or decline, as the loan was granted or not; null when that is not known.</param>
internal sealed record BacktestRow(
    int Line, string Borrower, string RequestId, BorrowerProfile Profile, bool? Defaulted, bool IsBaseline,
    DecisionOutcome? FinalOutcome);
