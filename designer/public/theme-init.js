// Runs before the first paint so that a dark room is not lit up by a white flash. External, because the policy forbids inline scripts.
(function () {
  var root = document.documentElement
  var theme = null
  var language = null
  try {
    theme = localStorage.getItem('tenon.theme')
    language = localStorage.getItem('tenon.language')
  } catch (error) {
    theme = null
  }
  var dark = theme === 'dark' || (theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  if (language === 'en' || language === 'zh-CN') root.lang = language
})()
