import DefaultTheme from 'vitepress/theme'
import { h } from 'vue'
import CutoverPicture from '../../site/CutoverPicture.vue'
import InstallCommand from '../../site/InstallCommand.vue'
import RewritePlayground from '../../site/RewritePlayground.vue'
import SignatureExplainer from '../../site/SignatureExplainer.vue'
import XmlConverter from '../../site/XmlConverter.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(CutoverPicture) }),
  enhanceApp({ app }) {
    app.component('InstallCommand', InstallCommand)
    app.component('RewritePlayground', RewritePlayground)
    app.component('SignatureExplainer', SignatureExplainer)
    app.component('XmlConverter', XmlConverter)
  },
} satisfies typeof DefaultTheme
