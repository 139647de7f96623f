using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tocsin.Server.Health;

/// <summary>Writes readiness and its details as JSON.</summary>
internal static class ReadyPage
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var page = new Dictionary<string, object> { ["status"] = report.Status == HealthStatus.Healthy ? "ready" : "not ready" };
        foreach (var entry in report.Entries.Values.SelectMany(entry => entry.Data)) page[entry.Key] = entry.Value;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(page, _options));
    }
}
