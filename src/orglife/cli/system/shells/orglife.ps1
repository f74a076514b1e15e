# orglife: completion for PowerShell. In $PROFILE
Register-ArgumentCompleter -Native -CommandName orglife -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    $env:_ORGLIFE_COMPLETE = 'powershell'
    try {
        & orglife @words $wordToComplete.Trim("'`"") 2>$null | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            $typed = if ($value -match '[^\w\-.:/#+=]') { "'" + ($value -replace "(['\u2018-\u201B])", '$1$1') + "'" } else { $value }
            $tip = if ($help) { $help } else { $value }
            [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $tip)
        }
    } finally {
        Remove-Item Env:_ORGLIFE_COMPLETE
        [Console]::OutputEncoding = $encoding
    }
}
